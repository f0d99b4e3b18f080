package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectStoreContract;
import pipeline.lake.store.ObjectTail;
import pipeline.lake.store.RangeReads;
import pipeline.lake.store.TestLakeSettings;

/**
 * Checks that a response of S3 that is truncated at any place, even in its headers, is detected.
 */
class TruncatedResponseTest {
  private static final String LISTED =
      "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>raw/t</Key><Size>10</Size>"
          + "<ETag>1</ETag><LastModified>2024-01-01T00:00:00Z</LastModified></Contents>"
          + "</ListBucketResult>";
  private static final String LIST =
      "HTTP/1.1 200 OK\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nContent-Type: application/xml\r\n"
          + "Content-Length: "
          + LISTED.length()
          + "\r\n\r\n"
          + LISTED;
  private static final String RANGE =
      "HTTP/1.1 206 Partial Content\r\nETag: 1\r\nContent-Range: bytes 4-9/10\r\n"
          + "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\nContent-Length: 6\r\n\r\n456789";

  @TempDir Path folder;

  static IntStream placesInTheList() {
    return places(LIST);
  }

  /**
   * Returns every eleventh place, and the start of each line. A response that ends between two
   * header lines looks complete.
   */
  private static IntStream places(String answer) {
    return IntStream.range(0, answer.length())
        .filter(place -> place % 11 == 0 || answer.charAt(place - 1) == '\n');
  }

  @ParameterizedTest
  @MethodSource("placesInTheList")
  void truncatedListingIsRetried(int place) throws IOException {
    try (TruncatingServer s3 = new TruncatingServer(LIST, 1, place);
        ObjectStore store = open(s3)) {
      assertEquals(List.of("raw/t"), store.list("raw/").stream().map(ObjectInfo::key).toList());
      assertEquals(2, s3.answers.get());
    }
  }

  static IntStream placesInTheRange() {
    return places(RANGE);
  }

  @ParameterizedTest
  @MethodSource("placesInTheRange")
  void truncatedReadOfTheEndIsRetried(int place) throws IOException {
    try (TruncatingServer s3 = new TruncatingServer(RANGE, 1, place);
        ObjectStore store = open(s3)) {
      ObjectTail tail = store.findTail("raw/t", 6).orElseThrow();
      assertEquals("456789", new String(tail.bytes(), US_ASCII));
      assertEquals(10, tail.object().size());
      assertEquals(2, s3.answers.get());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 64, 110, 200})
  void permanentlyTruncatedResponsesFail(int place) throws IOException {
    try (TruncatingServer s3 = new TruncatingServer(LIST, 9, place);
        ObjectStore store = open(s3)) {
      LakeException failure = assertThrows(LakeException.class, () -> store.list("raw/"));
      assertEquals(LakeErrorKind.UNREACHABLE, failure.kind(), failure::getMessage);
      assertEquals(3, s3.answers.get());
    }
  }

  /**
   * Each response uses one connection of the pool of 50, and must return it. The SDK stops retrying
   * when its retry budget is used up.
   */
  @ParameterizedTest
  @ValueSource(strings = {"\r\nContent-Type", "ent-Length", "<Contents>"})
  void truncatedResponsesLeakNoConnection(String place) throws IOException {
    try (TruncatingServer s3 = new TruncatingServer(LIST, 9999, LIST.indexOf(place) + 2);
        ObjectStore store = open(s3)) {
      for (int call = 0; call < 40; call++) {
        assertEquals(LakeErrorKind.UNREACHABLE, ObjectStoreContract.kind(() -> store.list("raw/")));
      }
      assertTrue(s3.answers.get() > 50, () -> s3.answers + " answers");
    }
  }

  @Test
  void messageSaysThatTheResponseWasTruncated() throws IOException {
    try (TruncatingServer s3 = new TruncatingServer(LIST, 9, LIST.indexOf("Content-Type"));
        ObjectStore store = open(s3)) {
      assertMessage(
          assertThrows(LakeException.class, () -> store.list("raw/")),
          "the headers of the response were truncated");
    }
  }

  /** The response has no length and ends with the connection. */
  @Test
  void responseWithoutALengthIsChecked() throws IOException {
    String nothing = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    try (TruncatingServer s3 = new TruncatingServer(nothing, 0, 0);
        ObjectStore store = open(s3)) {
      assertEquals(LakeErrorKind.UNREACHABLE, ObjectStoreContract.kind(() -> store.list("raw/")));
      assertEquals(
          LakeErrorKind.UNREACHABLE, ObjectStoreContract.kind(() -> store.listFolders("raw/")));
      assertEquals(
          LakeErrorKind.UNREACHABLE, ObjectStoreContract.kind(() -> store.findTail("raw/t", 6)));
      assertEquals(
          LakeErrorKind.UNREACHABLE, ObjectStoreContract.kind(store::listIncompleteUploads));
      assertEquals(3 + 3 + 1 + 3 + 3, s3.answers.get());
    }
    String part = "HTTP/1.1 206 OK\r\nConnection: close\r\nETag: 1\r\n\r\n456";
    ObjectInfo object = new ObjectInfo("raw/t", 10, "1", Instant.EPOCH);
    try (TruncatingServer s3 = new TruncatingServer(part, 0, 0);
        ObjectStore store = open(s3)) {
      assertEquals(
          LakeErrorKind.UNREACHABLE, ObjectStoreContract.kind(() -> store.read(object, 4, 6)));
      assertEquals(3, s3.answers.get());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bytes 4-9/10,  6, 10",
    "bytes 0-9/10, 10, 10",
    "bytes 0-5/10,  6,", // not the end of the object
    "bytes 4-9/10,  5,", // not the length of the response
    "bytes 4-9/*,   6,",
    "bytes 4-9/99999999999999999999, 6,",
    "nonsense,      6,",
    ",              6,"
  })
  void totalSizeRequiresARangeToTheEnd(@Nullable String range, int length, @Nullable Long size) {
    assertEquals(Optional.ofNullable(size), RangeReads.totalSize(range, length));
  }

  private ObjectStore open(TruncatingServer s3) {
    Map<String, String> environment =
        Map.of(
            "AWS_ENDPOINT_URL_S3", "http://localhost:" + s3.listener.getLocalPort(),
            "AWS_ACCESS_KEY_ID", "id",
            "AWS_SECRET_ACCESS_KEY", "secret");
    return ObjectStoreFactory.open(
        "s3://bucket", TestLakeSettings.environment(folder, environment));
  }

  /**
   * A server that gives the same response to every request, and truncates the first responses at a
   * place.
   */
  private static final class TruncatingServer implements AutoCloseable {
    private final ServerSocket listener;
    private final AtomicInteger answers = new AtomicInteger();

    TruncatingServer(String answer, int truncated, int place) throws IOException {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread thread = new Thread(() -> serve(answer, truncated, place), "truncating server");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve(String answer, int truncated, int place) {
      try {
        while (true) {
          try (Socket client = listener.accept()) {
            readHead(client);
            int bytes = answers.incrementAndGet() <= truncated ? place : answer.length();
            client.getOutputStream().write(answer.getBytes(US_ASCII), 0, bytes);
          }
        }
      } catch (IOException closed) {
        // The test has ended.
      }
    }

    private static void readHead(Socket client) throws IOException {
      int ends = 0;
      for (int read = 0; read >= 0 && ends < 2; ) {
        read = client.getInputStream().read();
        ends = read == '\n' ? ends + 1 : read == '\r' ? ends : 0;
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
