package pipeline.lake.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TestLakeSettings;

/** Checks unordered listings, which directory buckets return and the other test servers do not. */
class S3ListingTest {
  @TempDir Path folder;

  private static String listing(String... elements) {
    return "<ListBucketResult>" + String.join("", elements) + "</ListBucketResult>";
  }

  private static String object(String key) {
    return "<Contents><Key>lake/%s</Key><Size>1</Size><ETag>e</ETag></Contents>".formatted(key);
  }

  private static String prefix(String folder) {
    return "<CommonPrefixes><Prefix>lake/%s/</Prefix></CommonPrefixes>".formatted(folder);
  }

  @Test
  void unsortedListingIsSorted() {
    try (FakeS3 s3 = FakeS3.answering(200, listing(object("t/b"), object("t/a"), object("t/c")));
        ObjectStore store = open(s3)) {
      assertEquals(
          List.of("t/a", "t/b", "t/c"), store.list("t/").stream().map(ObjectInfo::key).toList());
    }
  }

  @Test
  void foldersAreSorted() {
    try (FakeS3 s3 = FakeS3.answering(200, listing(prefix("t/ds=2"), prefix("t/ds=1")));
        ObjectStore store = open(s3)) {
      assertEquals(List.of("ds=1", "ds=2"), store.listFolders("t/"));
    }
  }

  private ObjectStore open(FakeS3 s3) {
    return ObjectStoreFactory.open(
        "s3://bucket/lake", TestLakeSettings.environment(folder, s3.environment()));
  }
}
