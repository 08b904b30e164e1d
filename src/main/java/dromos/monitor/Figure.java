package dromos.monitor;

import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * One number that is watched: an attribute of an MBean and a metric at once, so that both always say the same.
 *
 * @param bean key properties of the MBean's name, {@code type=Mailbox,name=support}; empty for none
 * @param attribute of the MBean, {@code OldestAgeSeconds}
 * @param metric {@code dromos.inbox.waiting}, to which Micrometer gives the form of its backend; empty for none
 * @param labels of the metric; never a mail address or a case
 * @param counter whether it only ever grows
 */
record Figure(
        String bean,
        String attribute,
        String metric,
        Map<String, String> labels,
        boolean counter,
        String description,
        ToDoubleFunction<Figures> value) {
    /** Something that comes and goes. */
    static Figure gauge(String type, String attribute, String description, ToDoubleFunction<Figures> value) {
        return new Figure("type=" + type, attribute, metric(type + attribute), Map.of(), false, description, value);
    }

    /** Something that only ever grows. */
    static Figure count(String type, String attribute, String description, ToDoubleFunction<Figures> value) {
        return gauge(type, attribute, description, value).counting();
    }

    Figure counting() {
        return new Figure(bean, attribute, metric, labels, true, description, value);
    }

    /** The same for one of several: in the MBean's name under {@code key}, in the metric under {@code label}. */
    Figure of(String key, String label, String name) {
        return new Figure(
                bean + "," + key + "=" + name, attribute, metric, Map.of(label, name), counter, description, value);
    }

    /** Only for the MBean: a sum that a metrics backend makes itself. */
    Figure withoutMetric() {
        return new Figure(bean, attribute, "", labels, counter, description, value);
    }

    private static String metric(String words) {
        return "dromos" + words.replaceAll("([A-Z])", ".$1").toLowerCase(Locale.ROOT);
    }
}
