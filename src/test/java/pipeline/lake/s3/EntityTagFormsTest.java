package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectStoreContract;
import pipeline.lake.store.ObjectTail;
import pipeline.lake.store.TestLakeSettings;

/** Checks that each form in which servers write an ETag identifies the same version. */
class EntityTagFormsTest {
  private static final String KEY = "raw/t";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"%s\"',   '\"%s\"'",
        "'%s',       '\"%s\"'",
        "'\"%s\"',   '%s'",
        "'W/\"%s\"', '\"%s\"'",
        "'\"%s\"',   'W/\"%s\"'",
        "'W/\"%s\"', 'W/\"%s\"'",
        "'%s',       'W/\"%s\"'",
        "'',         '\"%s\"'",
        "'\"%s\"',   ''",
        "'',         ''",
        "'\"\"',     '\"%s\"'"
      })
  void eachFormOfEntityTagIsRead(String listed, String answered) {
    try (FakeBucket s3 = FakeBucket.withTags(listed, answered);
        ObjectStore store = open(s3)) {
      store.put(KEY, "0123456789".getBytes(UTF_8));
      ObjectInfo object = store.list(KEY).get(0);
      ObjectTail tail = store.findTail(KEY, 4).orElseThrow();

      assertEquals("2345", new String(store.read(object, 2, 4), UTF_8));
      assertEquals("2345", new String(store.read(tail.object(), 2, 4), UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"%s\"',   '\"%s\"'",
        "'%s',       'W/\"%s\"'",
        "'',         '\"%s\"'",
        "'\"%s\"',   ''",
        "'',         ''"
      })
  void replacementIsDetectedWithEachFormOfEntityTag(String listed, String answered) {
    try (FakeBucket s3 = FakeBucket.withTags(listed, answered);
        ObjectStore store = open(s3)) {
      store.put(KEY, "0123456789".getBytes(UTF_8));
      ObjectInfo object = store.list(KEY).get(0);
      ObjectInfo end = store.findTail(KEY, 4).orElseThrow().object();
      store.put(KEY, "another...".getBytes(UTF_8));

      assertEquals(
          LakeErrorKind.REPLACED, ObjectStoreContract.kind(() -> store.read(object, 0, 4)));
      assertEquals(LakeErrorKind.REPLACED, ObjectStoreContract.kind(() -> store.read(end, 0, 4)));
      store.put(KEY, "shorter".getBytes(UTF_8));
      assertEquals(
          LakeErrorKind.REPLACED, ObjectStoreContract.kind(() -> store.read(object, 5, 5)));
      assertEquals(LakeErrorKind.REPLACED, ObjectStoreContract.kind(() -> store.read(end, 8, 2)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {"'\"%s\"', true", "'%s', true", "'W/\"%s\"', false", "'', false"})
  void strongTagIsComparable(String form, boolean isComparable) throws IOException {
    try (FakeBucket s3 = FakeBucket.withTags(form, "\"%s\"");
        ObjectStore store = open(s3)) {
      String uploaded =
          store.put(KEY, Files.writeString(store.tempDirectory().resolve("staging"), "0123456789"));
      ObjectInfo sent = new ObjectInfo(KEY, 10, uploaded, Instant.EPOCH);
      Optional<String> listed = store.comparableTag(store.list(KEY).get(0));

      assertEquals(isComparable, listed.isPresent());
      assertEquals(isComparable, listed.equals(store.comparableTag(sent)));
    }
  }

  /** The server ignores conditions, but its responses contain the version of the object. */
  @Test
  void serverWithoutConditionalReadsIsRead() {
    try (FakeBucket s3 =
            new FakeBucket() {
              @Override
              boolean matches(String ifMatch, String tag) {
                return false;
              }
            };
        ObjectStore store = open(s3)) {
      store.put(KEY, "0123456789".getBytes(UTF_8));

      assertEquals("01", new String(store.read(store.list(KEY).get(0), 0, 2), UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource({"'\"md5-%s\"', '\"%s\"'", "'\"%s\"', '\"other-%s\"'"})
  void entityTagsThatNeverAgreeAreReported(String listed, String answered) {
    try (FakeBucket s3 = FakeBucket.withTags(listed, answered);
        ObjectStore store = open(s3)) {
      store.put(KEY, "0123456789".getBytes(UTF_8));
      ObjectInfo object = store.list(KEY).get(0);

      LakeException failure = assertThrows(LakeException.class, () -> store.read(object, 0, 2));

      assertEquals(LakeErrorKind.CONFIGURATION, failure.kind(), failure::getMessage);
      assertMessage(failure, "s3://bucket/lake/raw/t", "ETag", s3.endpoint());
    }
  }

  @Test
  void listingWithoutTimesIsRead() {
    String listing =
        "<ListBucketResult><Contents><Key>lake/t</Key><Size>1</Size></Contents></ListBucketResult>";
    try (FakeS3 s3 = FakeS3.answering(200, listing);
        ObjectStore store =
            ObjectStoreFactory.open(
                "s3://bucket/lake", TestLakeSettings.environment(folder, s3.environment()))) {
      List<ObjectInfo> found = store.list("t");

      assertEquals(List.of("t"), found.stream().map(ObjectInfo::key).toList());
      assertEquals("", found.get(0).etag());
      assertEquals(store.serverTime(), Optional.of(found.get(0).lastModified()));
      assertEquals(true, found.get(0).lastModified().isAfter(Instant.EPOCH));
    }
  }

  private ObjectStore open(FakeBucket s3) {
    return ObjectStoreFactory.open(
        "s3://bucket/lake", TestLakeSettings.environment(folder, s3.environment()));
  }
}
