package pipeline.lake.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.store.LakeException.LakeErrorKind;

/** The behavior of every object store. */
public abstract class ObjectStoreContract {
  protected static final String KEY = "raw/releases/ds=2024-01-01/releases.parquet";

  protected ObjectStore store;

  /** Opens an empty store, a new one for each test. */
  protected abstract ObjectStore open() throws IOException;

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void putObjectIsRead() {
    put(KEY, "some bytes");

    ObjectInfo object = only(KEY);

    assertEquals(10, object.size());
    assertEquals("some bytes", text(object));
    assertTrue(
        Duration.between(object.lastModified(), Instant.now()).abs().toMinutes() < 10,
        () -> "modified at " + object.lastModified());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 9, 10, 11, 1000})
  void readOfTheEndReturnsBytesAndObjectInfo(int most) {
    put(KEY, "some bytes");

    ObjectTail tail = store.findTail(KEY, most).orElseThrow();

    assertEquals("some bytes".substring(Math.max(0, 10 - most)), new String(tail.bytes(), UTF_8));
    assertEquals(only(KEY).key(), tail.object().key());
    assertEquals(only(KEY).size(), tail.object().size());
    assertEquals(only(KEY).etag(), tail.object().etag());
    assertEquals("some bytes", text(tail.object()));
  }

  @Test
  void objectIsCreatedOnlyOnce() {
    assertTrue(store.putIfAbsent(KEY, "first".getBytes(UTF_8)));
    assertFalse(store.putIfAbsent(KEY, "second".getBytes(UTF_8)));

    assertEquals("first", text(only(KEY)));
  }

  @Test
  void copyKeepsTheVersionThatWasCopied() {
    put(KEY, "some bytes");
    ObjectInfo original = only(KEY);
    String copy = "iceberg/releases/data/copy.parquet";

    store.copyTo(store, original, copy);
    put(KEY, "other bytes");

    assertEquals("some bytes", text(only(copy)));
    LakeException replaced =
        assertThrows(LakeException.class, () -> store.copyTo(store, original, copy + ".again"));
    assertEquals(LakeErrorKind.REPLACED, replaced.kind());
    assertTrue(store.find(copy + ".again").isEmpty());
  }

  @Test
  void readOfTheEndOfAMissingObjectIsEmpty() {
    put(KEY, "");

    assertEquals(0, store.findTail(KEY, 10).orElseThrow().bytes().length);
    assertTrue(store.findTail(KEY.substring(0, KEY.length() - 1), 10).isEmpty());
    assertTrue(store.findTail("raw/releases", 10).isEmpty());
  }

  @Test
  void putConsumesTheFile() throws IOException {
    Path file = Files.writeString(store.tempDirectory().resolve("staging"), "from a file");

    store.put(KEY, file);

    assertEquals("from a file", text(only(KEY)));
    assertFalse(Files.exists(file));
  }

  @Test
  void uploadAndListingHaveTheSameTag() throws IOException {
    Path file = Files.writeString(store.tempDirectory().resolve("staging"), "from a file");

    assertSameTag(store.put(KEY, file));
  }

  /** Checks that the ETag of an upload is that of the listed object. */
  protected final void assertSameTag(String uploaded) {
    ObjectInfo listed = only(KEY);
    ObjectInfo sent = new ObjectInfo(KEY, listed.size(), uploaded, Instant.EPOCH);
    assertEquals(uploaded.replace("\"", ""), listed.etag().replace("\"", ""));
    assertEquals(store.comparableTag(sent), store.comparableTag(listed));
  }

  @Test
  void emptyStoreListsNoObject() {
    assertEquals(List.of(), store.list(""));
    assertEquals(List.of(), store.list("raw/"));
    assertEquals(List.of(), store.listFolders("raw/"));
    assertEquals(List.of(), store.listFolders(""));
  }

  @Test
  void putReplacesAnObject() {
    put(KEY, "old");
    ObjectInfo old = only(KEY);

    put(KEY, "new");

    assertEquals("new", text(only(KEY)));
    assertNotEquals(old.etag(), only(KEY).etag());
  }

  @Test
  void prefixMayEndAnywhere() {
    List.of("raw/a/1", "raw/a/2", "raw/ab/3", "raw/b", "clean/a").forEach(key -> put(key, "x"));

    assertEquals(List.of("raw/a/1", "raw/a/2"), keys("raw/a/"));
    assertEquals(List.of("raw/a/1", "raw/a/2", "raw/ab/3"), keys("raw/a"));
    assertEquals(List.of("raw/a/2"), keys("raw/a/2"));
    assertEquals(List.of("raw/a/1", "raw/a/2", "raw/ab/3", "raw/b"), keys("r"));
    assertEquals(5, keys("").size());
    assertEquals(List.of(), keys("raw/a/1/"));
    assertEquals(List.of(), keys("nothing/at/all"));
  }

  @Test
  void objectsAreListedInUtf8Order() {
    // In UTF-16, Java's order, the last two keys are swapped. "/" sorts after "-".
    List<String> ordered =
        List.of("k/A", "k/a-b", "k/a/b", "k/a0", "k/b", "k/\u00e9", "k/\uff5e", "k/\ud83c\udfb5");
    ordered.stream().sorted().forEach(key -> put(key, "x"));

    assertEquals(ordered, keys("k/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space/and more.parquet",
        "plus+and%20percent/100%",
        "question?/hash#/a&b=c;d",
        "quotes'\"/<xml>&amp;",
        "\u00fcml\u00e4ut/\u65e5\u672c\u8a9e/\ud83c\udfb5",
        ".hidden/..dots/_underscore",
        "brackets[1]/{2}/(3)/~tilde/@at/$dollar"
      })
  void keysMayHoldAnyCharacter(String key) {
    put(key, "bytes of " + key);

    ObjectInfo object = only(key);
    assertEquals("bytes of " + key, text(object));
    String folder = key.substring(0, key.lastIndexOf('/') + 1);
    assertEquals(List.of(key), keys(folder));
    assertEquals(
        List.of(key.substring(0, key.indexOf('/'))),
        store.listFolders(""),
        "the folder is named as in the key");
    store.delete(key);
    assertEquals(List.of(), keys(""));
  }

  @Test
  void foldersOfOneLevelAreListedInOrder() {
    List.of(
            "raw/t/ds=2024-01-02/t.parquet",
            "raw/t/ds=2024-01-01/t.parquet",
            "raw/t/ds=2024-01-01/deep/er",
            "raw/t/file",
            "raw/tt/ds=2023-01-01/t.parquet")
        .forEach(key -> put(key, "x"));

    assertEquals(List.of("ds=2024-01-01", "ds=2024-01-02"), store.listFolders("raw/t/"));
    assertEquals(List.of("t", "tt"), store.listFolders("raw/"));
    assertEquals(List.of("raw"), store.listFolders(""));
    assertEquals(List.of(), store.listFolders("raw/none/"));
    assertThrows(IllegalArgumentException.class, () -> store.listFolders("raw"));
  }

  @Test
  void folderDisappearsWithItsLastObject() {
    put("raw/t/ds=2024-01-01/t.parquet", "x");
    put("raw/t/ds=2024-01-02/t.parquet", "x");

    store.delete("raw/t/ds=2024-01-01/t.parquet");
    assertEquals(List.of("ds=2024-01-02"), store.listFolders("raw/t/"));

    store.delete("raw/t/ds=2024-01-02/t.parquet");
    assertEquals(List.of(), store.listFolders(""));
  }

  @Test
  void deletingAMissingObjectSucceeds() {
    store.delete(KEY);
    put(KEY, "x");
    store.delete(KEY);
    store.delete(KEY);

    assertEquals(List.of(), keys(""));
  }

  @Test
  void rangesUpToBothEndsAreRead() {
    put(KEY, "0123456789");
    ObjectInfo object = only(KEY);

    assertEquals("0", text(object, 0, 1));
    assertEquals("345", text(object, 3, 3));
    assertEquals("9", text(object, 9, 1));
    assertEquals("", text(object, 0, 0));
    assertEquals("", text(object, 10, 0));
    assertEquals("0123456789", text(object, 0, 10));
    assertThrows(IndexOutOfBoundsException.class, () -> store.read(object, 5, 6));
    assertThrows(IndexOutOfBoundsException.class, () -> store.read(object, -1, 2));
  }

  @Test
  void objectMayBeEmpty() throws IOException {
    store.put("empty/bytes", new byte[0]);
    store.put("empty/file", Files.createFile(store.tempDirectory().resolve("nothing")));

    for (ObjectInfo object : store.list("empty/")) {
      assertEquals(0, object.size());
      assertEquals("", text(object));
    }
    assertEquals(List.of("empty/bytes", "empty/file"), keys("empty/"));
  }

  @Test
  void eachByteIsReadBack() {
    byte[] bytes = new byte[3 << 20];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    store.put(KEY, bytes);

    assertArrayEquals(bytes, store.read(only(KEY), 0, bytes.length));
  }

  @Test
  void readNeverMixesTwoVersions() {
    put(KEY, "aaaaaaaaaa");
    ObjectInfo old = only(KEY);
    assertEquals("aaaaa", text(old, 0, 5));

    put(KEY, "bbbbbbbbbb");

    LakeException replaced = assertThrows(LakeException.class, () -> store.read(old, 5, 5));
    assertEquals(LakeErrorKind.REPLACED, replaced.kind());
    assertMessage(replaced, store.uri() + "/" + KEY, "rerun");
    assertEquals("bbbbbbbbbb", text(only(KEY)));
  }

  @Test
  void shorterVersionDuringAReadIsDetected() {
    put(KEY, "aaaaaaaaaa");
    ObjectInfo old = only(KEY);

    put(KEY, "b");

    assertEquals(LakeErrorKind.REPLACED, kind(() -> store.read(old, 5, 5)));
  }

  @Test
  void deletionDuringAReadIsDetected() {
    put(KEY, "aaaaaaaaaa");
    ObjectInfo old = only(KEY);

    store.delete(KEY);

    assertEquals(LakeErrorKind.REPLACED, kind(() -> store.read(old, 0, 10)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "/etc/passwd", "../out", "a/../../out", "a/./b", "a//b", "a/", "..", "."})
  void keyThatLeavesTheLakeIsRefused(String key) {
    assertThrows(IllegalArgumentException.class, () -> put(key, "x"));
    assertThrows(IllegalArgumentException.class, () -> store.delete(key));
    assertThrows(
        IllegalArgumentException.class,
        () -> store.read(new ObjectInfo(key, 1, "etag", Instant.EPOCH), 0, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "../", "a/../../", "a/../b", "/etc/"})
  void prefixThatLeavesTheLakeIsRefused(String prefix) {
    assertThrows(IllegalArgumentException.class, () -> store.list(prefix));
  }

  @Test
  void putLeavesNoIncompleteUpload() throws IOException {
    put(KEY, "bytes");
    store.put("raw/file", Files.writeString(store.tempDirectory().resolve("staging"), "x"));

    assertEquals(List.of(), store.listIncompleteUploads());
  }

  @Test
  void locationOfAKeyIsPrinted() {
    assertTrue(store.uri().matches("(s3://|file:).*[^/]"), store.uri());
  }

  protected final void put(String key, String text) {
    store.put(key, text.getBytes(UTF_8));
  }

  protected final ObjectInfo only(String key) {
    List<ObjectInfo> found = store.list(key);
    assertEquals(List.of(key), found.stream().map(ObjectInfo::key).toList());
    return found.get(0);
  }

  protected final List<String> keys(String prefix) {
    return store.list(prefix).stream().map(ObjectInfo::key).toList();
  }

  protected final String text(ObjectInfo object) {
    return text(object, 0, (int) object.size());
  }

  final String text(ObjectInfo object, long offset, int length) {
    return new String(store.read(object, offset, length), UTF_8);
  }

  public static LakeErrorKind kind(Executable failing) {
    return assertThrows(LakeException.class, failing).kind();
  }

  public static void assertMessage(LakeException failure, String... parts) {
    for (String part : parts) {
      assertTrue(failure.getMessage().contains(part), failure::getMessage);
    }
  }
}
