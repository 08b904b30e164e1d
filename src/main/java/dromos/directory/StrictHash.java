package dromos.directory;

import freemarker.template.SimpleNumber;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.SimpleScalar;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map in a letter's model. Asking for an unknown key is an error even under {@code ??} or {@code !}, where FreeMarker
 * would take a misspelt name for an absent value. Only maps, lists, texts and numbers can be reached; no Java object.
 */
final class StrictHash implements TemplateHashModel {
    private static final SimpleObjectWrapper MODELS_ONLY = new SimpleObjectWrapper(new Version(2, 3, 34));

    private final String path;
    private final Map<?, ?> map;

    /** @param path how the letter reaches this map, {@code case.}; empty for the root */
    StrictHash(String path, Map<?, ?> map) {
        this.path = path;
        this.map = map;
    }

    @Override
    public TemplateModel get(String key) throws TemplateModelException {
        @Nullable Object value = map.get(key);
        if (value == null) {
            var known = map.keySet().stream().map(Object::toString).toList();
            throw new TemplateModelException("there is no '" + path + key + "'" + Nearest.hint(key, known));
        }
        return wrap(path + key, value);
    }

    @Override
    public boolean isEmpty() {
        return map.isEmpty();
    }

    private static TemplateModel wrap(String name, Object value) throws TemplateModelException {
        if (value instanceof Map<?, ?> inner) {
            return new StrictHash(name + ".", inner);
        }
        if (value instanceof List<?> list) {
            var models = new SimpleSequence(list.size(), MODELS_ONLY);
            for (var item : list) {
                models.add(wrap(name + "[]", item));
            }
            return models;
        }
        if (value instanceof Number number) {
            return new SimpleNumber(number);
        }
        return new SimpleScalar(value.toString());
    }
}
