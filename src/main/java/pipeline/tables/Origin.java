package pipeline.tables;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pipeline.lake.Draft;
import pipeline.lake.Footer;
import pipeline.lake.Partition;
import pipeline.lake.Table;

/**
 * All that a stage's tables follow from, and the tables themselves, as one value: this very code,
 * what went in, what came out. A stage that had nothing to tell writes it into the last table that
 * it publishes. Who finds it there, and the other tables as they were, would make the same again
 * and have nothing to tell, and need not.
 */
public final class Origin {
  /** Who took raw rows and when: nothing that is made from them depends on it. */
  private static final Set<String> LEFT_OUT =
      Set.of(Footer.RUN_ID, Footer.OBSERVED_AT, Footer.ORIGIN);

  private final Run run;
  private final List<String> parts;

  private Origin(Run run, List<String> parts) {
    this.run = run;
    this.parts = parts;
  }

  /** Of a stage that looks at rows alone. */
  public static Origin ofRows(Run run, Stage stage, List<Partition<?>> inputs) {
    List<String> parts = start(run, stage);
    for (Partition<?> input : inputs) {
      parts.add(input.key());
      parts.add(input.footer().contentHash());
    }
    return new Origin(run, parts);
  }

  /** Of a stage that looks at rows and at what footers say. */
  public static Origin ofRowsAndFooters(Run run, Stage stage, List<Partition<?>> inputs) {
    List<String> parts = start(run, stage);
    for (Partition<?> input : inputs) {
      Map<String, String> entries = new TreeMap<>(input.footer().entries());
      entries.keySet().removeAll(LEFT_OUT);
      parts.add(input.key());
      add(parts, entries);
    }
    return new Origin(run, parts);
  }

  private static List<String> start(Run run, Stage stage) {
    return new ArrayList<>(List.of(run.code(), run.codeVersion(), stage.command()));
  }

  /** Rows by table where all of these are published, and come from here; otherwise empty. */
  public Optional<Map<String, Long>> published(List<Table<?>> tables) {
    Map<String, Long> rows = new LinkedHashMap<>();
    List<String> all = new ArrayList<>(parts);
    for (Table<?> table : tables) {
      Optional<Footer> footer = run.lake().publishedFooter(table, run.ds());
      if (footer.isEmpty()) {
        return Optional.empty();
      }
      rows.put(table.qualifiedName(), footer.get().rows());
      if (rows.size() < tables.size()) {
        add(all, footer.get().essence());
      } else if (!isThatOf(footer.get(), all)) {
        return Optional.empty();
      }
    }
    return Optional.of(rows);
  }

  private boolean isThatOf(Footer footer, List<String> all) {
    return hash(all)
        .filter(hash -> footer.get(Footer.ORIGIN).equals(Optional.of(hash)))
        .isPresent();
  }

  /** Notes it in the last of these drafts, and seals those before. */
  void note(List<Draft<?>> drafts) {
    List<String> all = new ArrayList<>(parts);
    Draft<?> last = drafts.get(drafts.size() - 1);
    for (Draft<?> draft : drafts) {
      if (draft != last) {
        add(all, draft.seal().essence());
      }
    }
    hash(all).ifPresent(hash -> last.note(Footer.ORIGIN, hash));
  }

  private static void add(List<String> parts, Map<String, String> entries) {
    parts.add(Integer.toString(entries.size()));
    entries.forEach(
        (name, value) -> {
          parts.add(name);
          parts.add(value);
        });
  }

  /** Empty where nobody knows which code this is. */
  private Optional<String> hash(List<String> all) {
    if (run.code().isEmpty()) {
      return Optional.empty();
    }
    MessageDigest digest = sha256();
    for (String part : all) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return Optional.of(HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
