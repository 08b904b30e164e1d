package dromos.monitor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/** Figures as the attributes of one MBean, all of them numbers and none of them writable. */
final class FigureBean implements DynamicMBean {
    private final Map<String, Figure> attributes = new LinkedHashMap<>();
    private final FreshFigures figures;

    FigureBean(List<Figure> attributes, FreshFigures figures) {
        attributes.forEach(figure -> this.attributes.put(figure.attribute(), figure));
        this.figures = figures;
    }

    /** @return a Double, NaN where the figure cannot be read */
    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        var figure = attributes.get(name);
        if (figure == null) {
            throw new AttributeNotFoundException(name);
        }
        return figures.read().map(figure.value()::applyAsDouble).orElse(Double.NaN);
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        var found = new AttributeList();
        var now = figures.read();
        for (var name : names) {
            var figure = attributes.get(name);
            if (figure != null) {
                found.add(new Attribute(
                        name, now.map(figure.value()::applyAsDouble).orElse(Double.NaN)));
            }
        }
        return found;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be written");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) throws ReflectionException {
        throw new ReflectionException(new NoSuchMethodException(action));
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        var infos = attributes.values().stream()
                .map(figure ->
                        new MBeanAttributeInfo(figure.attribute(), "double", figure.description(), true, false, false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(FigureBean.class.getName(), "figures of Dromos", infos, null, null, null);
    }
}
