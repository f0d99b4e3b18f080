package pipeline.lake.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import software.amazon.awssdk.http.ContentStreamProvider;

/** The oldest checksum of an upload, which a bucket with Object Lock takes for the one it wants. */
final class ContentMd5Interceptor {
  private ContentMd5Interceptor() {}

  /** Returns the value of the header, in base64. */
  static String of(ContentStreamProvider content) {
    MessageDigest digest = md5();
    try (InputStream in = content.newStream()) {
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has MD5", impossible);
    }
  }
}
