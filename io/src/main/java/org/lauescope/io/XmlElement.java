package org.lauescope.io;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// An element of a small XML file with its line, for readers that name the place of a mistake.
/// Namespaces and comments are left out; nothing outside the file is ever fetched.
///
/// @param line of its opening tag, counted from 1
/// @param text of the element itself, without that of its children
public record XmlElement(
        String name,
        int line,
        Map<String, String> attributes,
        String text,
        List<XmlElement> children) {

    /// Elements within elements within elements: no file of this field goes deeper.
    private static final int DEEPEST = 100;

    /// The root element of a file.
    ///
    /// Comments that open with `<--` instead of `<!--`, as 34-ID-E wrote them in 2009, are
    /// accepted.
    public static XmlElement parse(TextFile file) throws FileFormatException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        String text = file.text().replace("<--", "<!--");
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
            return tree(file.source(), reader);
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw new FileFormatException(file.source(), line, "broken XML: " + reason(e));
        }
    }

    private static XmlElement tree(String source, XMLStreamReader reader)
            throws XMLStreamException, FileFormatException {
        Deque<XmlElement> open = new ArrayDeque<>();
        Deque<StringBuilder> texts = new ArrayDeque<>();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() == DEEPEST) {
                        throw new FileFormatException(
                                source,
                                reader.getLocation().getLineNumber(),
                                "more than %d nested elements".formatted(DEEPEST));
                    }
                    open.push(opened(reader));
                    texts.push(new StringBuilder());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!texts.isEmpty()) {
                        texts.getFirst().append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    XmlElement done = open.pop().withText(texts.pop().toString().strip());
                    if (open.isEmpty()) {
                        return done;
                    }
                    open.getFirst().children().add(done);
                }
                default -> {
                    // comments, instructions, the declaration
                }
            }
        }
        throw new FileFormatException(source, "XML without an element");
    }

    private static XmlElement opened(XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return new XmlElement(
                reader.getLocalName(),
                reader.getLocation().getLineNumber(),
                attributes,
                "",
                new ArrayList<>());
    }

    private XmlElement withText(String newText) {
        return new XmlElement(name, line, attributes, newText, children);
    }

    /// The first child of a name, or null.
    public @Nullable XmlElement child(String childName) {
        for (XmlElement child : children) {
            if (child.name.equals(childName)) {
                return child;
            }
        }
        return null;
    }

    /// All children of a name, in the order of the file.
    public List<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    /// The text of a child, or null if there is no such child.
    public @Nullable String childText(String childName) {
        XmlElement child = child(childName);
        return child == null ? null : child.text;
    }

    /// What the parser complains of, without its own account of the place.
    private static String reason(XMLStreamException e) {
        String message = e.getMessage() == null ? "unknown cause" : e.getMessage();
        int start = message.indexOf("Message: ");
        return start < 0 ? message : message.substring(start + "Message: ".length()).strip();
    }
}
