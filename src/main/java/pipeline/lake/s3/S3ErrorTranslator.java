package pipeline.lake.s3;

import static pipeline.lake.s3.S3ErrorExplanation.configuration;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import pipeline.lake.s3.S3ErrorExplanation.ExplainedException;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A translator of SDK exceptions to exceptions of the lake, whose messages name the object and the
 * remedy.
 */
final class S3ErrorTranslator {
  private final String bucket;
  private final S3ClientHolder connection;

  S3ErrorTranslator(String bucket, S3ClientHolder connection) {
    this.bucket = bucket;
    this.connection = connection;
  }

  /** Runs a request and returns its result. Translates SDK exceptions by {@link #translate}. */
  <T> T call(S3Operation operation, String key, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException failed) {
      throw translate(failed, operation, key);
    }
  }

  /**
   * Returns the exception that explains the failure of an operation.
   *
   * @param key the key in the bucket, with the lake's prefix
   */
  LakeException translate(SdkException failed, S3Operation operation, String key) {
    S3ErrorExplanation explanation =
        failed instanceof AwsServiceException response
            ? new S3ErrorClassifier(new S3ErrorResponse(response), bucket, connection)
                .classify(operation, key)
            : connectionFailure(failed);
    return new LakeException(
        explanation.kind(),
        "cannot %s %s: %s; %s."
            .formatted(operation.verb, location(key), explanation.problem(), explanation.remedy()),
        failed);
  }

  /**
   * Returns the exception for a server that sends different ETags for the same version in lists and
   * in reads.
   */
  LakeException inconsistentTags(String key, String listed, String returned) {
    return new LakeException(
        LakeErrorKind.CONFIGURATION,
        "cannot check the version of an object: %s (its ETag is \"%s\" in lists, but \"%s\" in reads); remove a proxy that changes ETags, or use another S3 server."
            .formatted(location(key), listed, returned));
  }

  /** Returns the exception for a server that stores the chunk frames of an upload as content. */
  LakeException framesStored(String key) {
    return new LakeException(
        LakeErrorKind.CONFIGURATION,
        "upload damaged by the S3 server: %s (it was sent in chunks, and the server stored the chunk headers as content); set S3_CHUNKED_UPLOADS=false, delete the object if it still exists, and rerun."
            .formatted(location(key)));
  }

  /**
   * Returns the exception for an object whose content is damaged because a server stored the chunk
   * headers of the upload in it.
   */
  LakeException framesRead(String key) {
    return new LakeException(
        LakeErrorKind.DAMAGED,
        "damaged object: %s (it was uploaded in chunks, and the server stored the chunk headers as content); delete it, set S3_CHUNKED_UPLOADS=false, and rerun the command that writes it."
            .formatted(location(key)));
  }

  /** Returns the address of an object. If the server is not AWS, adds the server's address. */
  private String location(String key) {
    return "s3://%s/%s%s"
        .formatted(
            bucket,
            key,
            connection
                .endpoint()
                .map(endpoint -> " at " + endpoint.toString().replaceAll("//[^/@]*@", "//…@"))
                .orElse(""));
  }

  /** Explains a failure that is not an error response of the server. */
  static S3ErrorExplanation connectionFailure(SdkException failed) {
    Optional<ExplainedException> explained = cause(failed, ExplainedException.class);
    if (explained.isPresent()) {
      return explained.get().explanation();
    }
    String message = String.valueOf(failed.getMessage());
    if (message.contains("Unable to load region")) {
      return configuration("no AWS region is set", "set AWS_REGION to the bucket's region");
    }
    if (cause(failed, CertPathBuilderException.class).isPresent()) {
      return configuration(
          "the server's certificate is untrusted",
          "set CA_BUNDLE to the PEM file of its certificate authority");
    }
    if (cause(failed, CertificateException.class).isPresent()
        || cause(failed, SSLPeerUnverifiedException.class).isPresent()) {
      return configuration(
          "the server's certificate is refused (" + message + ")",
          "check AWS_ENDPOINT_URL_S3, HTTPS_PROXY and this machine's clock, or have the certificate"
              + " replaced");
    }
    if (failed.getClass() == SdkClientException.class
        && failed.getCause() == null
        && !message.contains("checksum")) {
      // The SDK found an error before it sent a request, for example two settings that exclude each
      // other.
      return configuration(
          "the AWS settings are invalid (" + message + ")",
          "correct them in the environment, in .env or in ~/.aws");
    }
    return S3ErrorExplanation.unreachable(
        unreachable(failed),
        "check the network, HTTPS_PROXY, AWS_ENDPOINT_URL_S3 and AWS_REGION, then rerun");
  }

  private static String unreachable(SdkException failed) {
    return cause(failed, UnknownHostException.class)
        .map(unknown -> "unknown host (" + unknown.getMessage() + ")")
        .or(() -> cause(failed, SocketTimeoutException.class).map(late -> "no response in time"))
        .or(() -> cause(failed, ConnectException.class).map(Throwable::getMessage))
        .orElseGet(() -> "the connection failed (" + failed.getMessage() + ")");
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failed, Class<T> type) {
    for (Throwable current = failed; current != null; current = current.getCause()) {
      if (type.isInstance(current)) {
        return Optional.of(type.cast(current));
      }
    }
    return Optional.empty();
  }
}
