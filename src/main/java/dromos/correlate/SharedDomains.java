package dromos.correlate;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Domains in which anybody may have an address, so that two of them are no colleagues. */
final class SharedDomains {
    /** A star stands for all that the name ends in. To teach Dromos a provider is to add its name. */
    private static final Set<String> PROVIDERS = names("""
            gmail.* googlemail.* outlook.* hotmail.* live.* msn.com yahoo.* ymail.com rocketmail.com aol.*
            icloud.com me.com mac.com proton.me protonmail.* pm.me tutanota.* tuta.* mail.com email.com
            zoho.* zohomail.* fastmail.* hey.com hushmail.com duck.com inbox.com usa.com
            gmx.* web.de t-online.de freenet.de arcor.de posteo.* mailbox.org online.de vodafone.de
            bluewin.ch hispeed.ch sunrise.ch aon.at chello.* a1.net
            orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr
            libero.it virgilio.it tiscali.* alice.it tin.it tim.it fastwebnet.it
            telefonica.net terra.* sapo.pt uol.com.br bol.com.br ig.com.br globo.com
            ziggo.nl kpnmail.nl planet.nl hetnet.nl home.nl xs4all.nl telenet.be skynet.be proximus.be
            btinternet.com sky.com virginmedia.com talktalk.net ntlworld.com blueyonder.co.uk eircom.net
            comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net
            rogers.com shaw.ca sympatico.ca bigpond.* optusnet.com.au xtra.co.nz
            wp.pl o2.pl onet.pl op.pl interia.* poczta.onet.pl gazeta.pl
            seznam.cz email.cz centrum.* post.cz volny.cz azet.sk zoznam.sk freemail.hu citromail.hu indamail.hu
            abv.bg mail.bg net.hr siol.net inbox.lv mail.ee
            telia.com bredband.net online.no mail.dk jubii.dk luukku.com kolumbus.fi
            mail.ru bk.ru list.ru inbox.ru internet.ru yandex.* ya.ru rambler.ru ukr.net i.ua meta.ua tut.by
            qq.com foxmail.com 163.com 126.com yeah.net sina.* sohu.com aliyun.com 139.com 189.cn
            naver.com hanmail.net daum.net nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com
            rediffmail.com walla.co.il mynet.com
            """);

    private SharedDomains() {}

    /** @param domain in lower case */
    static boolean contains(String domain) {
        if (PROVIDERS.contains(domain)) {
            return true;
        }
        int dot = domain.indexOf('.');
        return dot > 0 && PROVIDERS.contains(domain.substring(0, dot) + ".*");
    }

    private static Set<String> names(String table) {
        return Arrays.stream(table.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }
}
