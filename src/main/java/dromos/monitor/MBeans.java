package dromos.monitor;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures as read-only MBeans {@code dromos:type=Inbox}, {@code Outbox}, {@code Cases}, {@code Quarantine},
 * {@code Ledger} and {@code Mailbox,name=..} of this JVM's own server. Nothing is opened to the network.
 */
public final class MBeans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MBeans.class);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<ObjectName> registered = new ArrayList<>();

    /** Registers them; a router that runs in the same JVM already keeps the names that it has. */
    public MBeans(FreshFigures figures, Collection<String> mailboxes, Collection<String> pools) {
        var beans = new LinkedHashMap<String, List<Figure>>();
        for (var figure : FigureTable.of(mailboxes, pools)) {
            if (!figure.bean().isEmpty()) {
                beans.computeIfAbsent(figure.bean(), name -> new ArrayList<>()).add(figure);
            }
        }
        beans.forEach((name, attributes) -> register(name, new FigureBean(attributes, figures)));
    }

    private void register(String keys, FigureBean bean) {
        try {
            var name = new ObjectName("dromos:" + keys);
            if (!server.isRegistered(name)) {
                server.registerMBean(bean, name);
                registered.add(name);
            }
        } catch (JMException refused) {
            LOG.warn("not registered mbean=dromos:{}", keys, refused);
        }
    }

    @Override
    public void close() {
        for (var name : registered) {
            try {
                server.unregisterMBean(name);
            } catch (JMException gone) {
                LOG.debug("was not registered mbean={}", name, gone);
            }
        }
    }
}
