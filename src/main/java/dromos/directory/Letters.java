package dromos.directory;

import freemarker.cache.StringTemplateLoader;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The wording of every mail that Dromos sends, from {@code letters/NAME.ftl} (text, its first line is the subject)
 * and the optional {@code letters/NAME.ftlh} (HTML, escaped). Files whose name starts with an underscore are parts to
 * be included. Each template in it was rendered with sample facts when it was loaded.
 */
public final class Letters {
    static final String FOLDER = "letters";

    /** What letters are for; each role is also the name of the letter that fills it unless a pool chooses another. */
    public static final Set<String> ROLES = Collections.unmodifiableSet(new TreeSet<>(List.of(
            "acknowledgement",
            "assignment",
            "customer-wrote",
            "department-question",
            "store-notice",
            "department-answer",
            "answer",
            "forwarded-answer",
            "to-customer",
            "approval-request",
            "approval-done",
            "transcript",
            "promise-broken",
            "department-late",
            "store-late",
            "escalation",
            "unverified-notice",
            "delivery-failed",
            "automatic-notice")));

    private static final String SUBJECT = "Subject:";

    /** Built-ins that would turn text into program, or put mail text unescaped into HTML. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("\\?\\s*(new|api|interpret|eval|eval_json|no_esc)\\b|<#(noautoesc|outputformat|ftl)\\b");

    private final Map<String, Letter> letters;

    private record Letter(
            Template subject, Template text, @Nullable Template html) {}

    /** @param html null where the letter has no HTML wording of its own */
    public record Rendered(
            String subject, String text, @Nullable String html) {}

    private Letters(Map<String, Letter> letters) {
        this.letters = letters;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(letters.keySet());
    }

    /**
     * Renders a letter. Line breaks in the subject are collapsed, so that no text can add a header field.
     *
     * @throws UnknownName if there is no such letter
     * @throws BrokenLetter with the template's file:line:column
     */
    public Rendered render(String name, LetterModel model) {
        @Nullable Letter letter = letters.get(name);
        if (letter == null) {
            throw new UnknownName("letter", name, List.copyOf(letters.keySet()));
        }
        return render(letter, model);
    }

    private static Rendered render(Letter letter, LetterModel model) {
        var data = new StrictHash("", model.asMap());
        var subject =
                fill(letter.subject, data).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        var html = letter.html == null ? null : fill(letter.html, data);
        return new Rendered(subject, fill(letter.text, data).strip() + "\n", html);
    }

    private static String fill(Template template, StrictHash data) {
        var out = new StringWriter();
        try {
            template.process(data, out);
        } catch (InvalidReferenceException e) {
            throw new BrokenLetter(new Problem(
                    place(template.getName(), e.getLineNumber(), e.getColumnNumber()),
                    "'" + e.getBlamedExpressionString() + "' may have no value; put it between <#if> and </#if>"));
        } catch (TemplateException e) {
            var reason = e.getMessageWithoutStackTop().lines().findFirst().orElse("it cannot be rendered");
            throw new BrokenLetter(
                    new Problem(place(template.getName(), e.getLineNumber(), e.getColumnNumber()), reason));
        } catch (IOException e) {
            throw new BrokenLetter(new Problem(place(template.getName(), 1, 1), "an included part cannot be read"));
        }
        return out.toString();
    }

    /** Reads the folder {@code letters}; broken letters are reported, and are left out of the result. */
    static Letters load(Path config, List<Problem> problems) {
        var sources = new TreeMap<String, TextFile>();
        for (var name : files(config.resolve(FOLDER), problems)) {
            TextFile.read(config, FOLDER + "/" + name, problems).ifPresent(file -> sources.put(name, file));
        }
        var freemarker = configuration(sources);
        var letters = new TreeMap<String, Letter>();
        sources.forEach((name, file) -> {
            boolean allowed = checkAllowed(file, problems);
            if (!allowed || !name.endsWith(".ftl") || name.startsWith("_")) {
                return;
            }
            var stem = name.substring(0, name.length() - ".ftl".length());
            try {
                var letter = parse(file, sources.get(stem + ".ftlh"), freemarker);
                check(letter);
                letters.put(stem, letter);
            } catch (BrokenLetter e) {
                problems.add(e.problem());
                // Its name stays known, so that one broken letter is one problem.
                letters.put(stem, BLANK);
            }
        });
        for (var name : sources.keySet()) {
            if (name.endsWith(".ftlh")
                    && !name.startsWith("_")
                    && !sources.containsKey(name.replace(".ftlh", ".ftl"))) {
                problems.add(new Problem(
                        new Location(FOLDER + "/" + name, 1, 1),
                        "an HTML letter needs a text letter beside it, " + name.replace(".ftlh", ".ftl")));
            }
        }
        return new Letters(letters);
    }

    private static final Letter BLANK = new Letter(
            Template.getPlainTextTemplate("blank", "", plain()),
            Template.getPlainTextTemplate("blank", "", plain()),
            null);

    private static Configuration plain() {
        return new Configuration(Configuration.VERSION_2_3_34);
    }

    private static List<String> files(Path folder, List<Problem> problems) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
            for (var name : names) {
                if (!name.endsWith(".ftl") && !name.endsWith(".ftlh")) {
                    problems.add(new Problem(
                            new Location(FOLDER + "/" + name, 1, 1),
                            "nothing reads this file; letters are named NAME.ftl (text) and NAME.ftlh (HTML)"));
                }
            }
            return names.stream()
                    .filter(name -> name.endsWith(".ftl") || name.endsWith(".ftlh"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration configuration(Map<String, TextFile> sources) {
        var parts = new StringTemplateLoader();
        sources.forEach((name, file) -> {
            if (name.startsWith("_")) {
                parts.putTemplate(FOLDER + "/" + name, file.text());
            }
        });
        var freemarker = plain();
        freemarker.setTemplateLoader(parts);
        freemarker.setLocalizedLookup(false);
        freemarker.setLocale(Locale.ROOT);
        freemarker.setNumberFormat("computer");
        freemarker.setDefaultEncoding("UTF-8");
        freemarker.setRecognizeStandardFileExtensions(true);
        freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        freemarker.setAPIBuiltinEnabled(false);
        freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        freemarker.setLogTemplateExceptions(false);
        freemarker.setWrapUncheckedExceptions(true);
        return freemarker;
    }

    private static boolean checkAllowed(TextFile file, List<Problem> problems) {
        var matcher = FORBIDDEN.matcher(file.text());
        while (matcher.find()) {
            int lineStart = file.text().lastIndexOf('\n', matcher.start()) + 1;
            var before = file.text().substring(lineStart, matcher.start());
            boolean attached = !Character.isWhitespace(file.text().charAt(matcher.start() + 1));
            if (attached || before.contains("${") || before.contains("<#") || before.contains("<@")) {
                problems.add(new Problem(
                        file.at(matcher.start()),
                        "'" + matcher.group() + "' is not allowed in a letter; letters only show what they are given"));
                return false;
            }
        }
        return true;
    }

    /** The body is parsed with two blank lines in front, so that its places are those of the file. */
    private static Letter parse(TextFile file, @Nullable TextFile html, Configuration freemarker) {
        var lines = file.text().split("\n", 3);
        if (!lines[0].startsWith(SUBJECT)) {
            throw new BrokenLetter(new Problem(file.at(0), "the first line of a letter is 'Subject: ...'"));
        }
        if (lines.length < 3 || !lines[1].isBlank()) {
            throw new BrokenLetter(new Problem(
                    new Location(file.name(), 2, 1),
                    "a blank line stands between the subject and the text of a letter"));
        }
        return new Letter(
                template(file.name(), " ".repeat(SUBJECT.length()) + lines[0].substring(SUBJECT.length()), freemarker),
                template(file.name(), "\n\n" + lines[2], freemarker),
                html == null ? null : template(html.name(), html.text(), freemarker));
    }

    private static Template template(String name, String source, Configuration freemarker) {
        try {
            return new Template(name, source, freemarker);
        } catch (ParseException e) {
            var reason = e.getEditorMessage().lines().findFirst().orElse("this is not FreeMarker");
            throw new BrokenLetter(new Problem(place(name, e.getLineNumber(), e.getColumnNumber()), reason));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Letter letter) {
        var sample = LetterModel.sample();
        var rendered = render(letter, sample);
        if (!rendered.subject().contains("[" + sample.about().tag() + "]")) {
            throw new BrokenLetter(new Problem(
                    place(letter.subject.getName(), 1, 1),
                    "the subject does not carry the tag, by which answers find their case; add [${case.tag}]"));
        }
        render(letter, LetterModel.bare());
    }

    private static Location place(String file, @Nullable Integer line, @Nullable Integer column) {
        return new Location(file, line == null ? 1 : Math.max(1, line), column == null ? 1 : Math.max(1, column));
    }
}
