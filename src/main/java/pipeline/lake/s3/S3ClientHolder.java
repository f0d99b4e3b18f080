package pipeline.lake.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import pipeline.lake.s3.config.AwsEnvironment;
import pipeline.lake.s3.config.LakeSdkHttpService;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeSettings;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculationResolver;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.Md5Utils;

/** A holder of the SDK's S3 client, which the first use creates from the settings. */
final class S3ClientHolder implements AutoCloseable {
  private static final Map<String, List<String>> REQUESTER_PAYS =
      Map.of("x-amz-request-payer", List.of("requester"));

  private final LakeSettings settings;
  private final ResponseInterceptor responses = new ResponseInterceptor();

  /**
   * The clients. The client with the key true sends uploads in chunks; the client with the key
   * false does not.
   */
  private final Map<Boolean, S3Client> clients = new HashMap<>();

  private @Nullable SdkHttpClient http;
  private Optional<URI> endpoint = Optional.empty();
  private boolean isChunked;
  private boolean hasTriedUnchunked;
  private boolean hasOptionalChecksums;

  S3ClientHolder(LakeSettings settings) {
    this.settings = AwsEnvironment.withProperties(settings);
    this.isChunked = settings.s3().chunkedUploads().orElse(true);
  }

  synchronized S3Client client() {
    return clients.computeIfAbsent(isChunked, this::create);
  }

  private S3Client create(boolean chunked) {
    try {
      S3CredentialsConfig config = new S3CredentialsConfig(settings);
      AwsEnvironment.install(settings, config.findRegion());
      return connect(config, chunked);
    } catch (IllegalArgumentException | IllegalStateException | SdkException malformed) {
      throw new LakeException(
          LakeException.LakeErrorKind.CONFIGURATION,
          "invalid AWS settings: %s; correct them in the environment, in .env or in ~/.aws"
              .formatted(malformed.getMessage()),
          malformed);
    }
  }

  LakeSettings settings() {
    return settings;
  }

  ResponseInterceptor responses() {
    return responses;
  }

  /** Returns the address of a server other than AWS; empty for AWS, and before the first use. */
  synchronized Optional<URI> endpoint() {
    return endpoint;
  }

  /**
   * Returns whether the SDK adds a checksum even to requests that do not require one. Not every
   * server supports such checksums.
   */
  synchronized boolean hasRequestChecksums() {
    client(); // Creates the client, because the AWS profile can disable the checksums.
    return isChunked && hasOptionalChecksums;
  }

  /** Returns the Content-MD5 of an upload; null if the SDK adds another checksum. */
  @Nullable String md5(ContentStreamProvider content) {
    if (hasRequestChecksums()) {
      return null;
    }
    try {
      return Md5Utils.md5AsBase64(content.newStream());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Returns whether uploads are sent in chunks. */
  synchronized boolean isChunked() {
    return isChunked;
  }

  /**
   * Returns whether {@link #disableChunks} has ever disabled chunks. The result stays true after
   * {@link #enableChunks}.
   */
  synchronized boolean hasTriedUnchunked() {
    return hasTriedUnchunked;
  }

  /**
   * Sends uploads without chunks from now on. Does nothing if S3_CHUNKED_UPLOADS is set, or if this
   * method has disabled chunks before.
   *
   * @return whether this call has disabled chunks
   */
  synchronized boolean disableChunks() {
    if (hasTriedUnchunked || settings.s3().chunkedUploads().isPresent()) {
      return false;
    }
    hasTriedUnchunked = true;
    isChunked = false;
    return true;
  }

  synchronized void enableChunks() {
    isChunked = true;
  }

  private S3Client connect(S3CredentialsConfig config, boolean chunked) {
    endpoint = config.findEndpoint();
    hasOptionalChecksums =
        RequestChecksumCalculationResolver.create()
                .profileFile(config.profiles()::files)
                .profileName(config.profiles().name())
                .resolve()
            == RequestChecksumCalculation.WHEN_SUPPORTED;
    http = http == null ? LakeSdkHttpService.builder(settings).build() : http;
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http)
            .credentialsProvider(config.credentials())
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(chunked))
            .requestChecksumCalculation(
                chunked && hasOptionalChecksums
                    ? RequestChecksumCalculation.WHEN_SUPPORTED
                    : RequestChecksumCalculation.WHEN_REQUIRED)
            .overrideConfiguration(
                common ->
                    common
                        .retryStrategy(retries())
                        .headers(settings.s3().requesterPays() ? REQUESTER_PAYS : Map.of())
                        .addExecutionInterceptor(responses)
                        .addExecutionInterceptor(new TruncatedResponseInterceptor())
                        .defaultProfileFile(config.profiles().files())
                        .defaultProfileName(config.profiles().name()));
    config.findRegion().ifPresent(builder::region);
    // Servers other than AWS rarely have a host name per bucket.
    endpoint.ifPresent(own -> builder.endpointOverride(own).forcePathStyle(true));
    return builder.build();
  }

  /**
   * Returns the retry strategy of the SDK, extended to failures of the XML parser, because a
   * truncated response causes such a failure. In this package, one other method repeats a failed
   * request without changes: {@link S3ObjectStore#putIfAbsent}, after status 409.
   */
  private static RetryStrategy retries() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .retryOnExceptionOrCauseInstanceOf(XMLStreamException.class)
        .build();
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(S3Client::close);
    clients.clear();
    if (http != null) {
      http.close();
    }
    http = null;
  }
}
