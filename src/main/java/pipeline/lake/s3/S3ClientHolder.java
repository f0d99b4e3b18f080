package pipeline.lake.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.s3.config.AwsEnvironment;
import pipeline.lake.s3.config.LakeSdkHttpService;
import pipeline.lake.s3.config.S3ProxyConfig;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.S3RequestConfig;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.Md5Utils;

/** The S3 client of the SDK, configured by the settings. The first use creates it. */
final class S3ClientHolder implements AutoCloseable {
  private final LakeSettings settings;
  private final ResponseInterceptor responses = new ResponseInterceptor();
  private @Nullable SdkHttpClient http;
  private @Nullable S3Client client;
  private final List<S3Client> formerClients = new ArrayList<>();
  private @Nullable URI endpoint;
  private @Nullable S3CredentialsConfig account;
  private boolean isChunked;
  private boolean hasTriedUnchunked;

  S3ClientHolder(LakeSettings settings) {
    this.settings = AwsEnvironment.withProperties(settings);
    this.isChunked = requests().chunkedUploads().orElse(true);
  }

  synchronized S3Client client() {
    if (client == null) {
      try {
        S3CredentialsConfig config = new S3CredentialsConfig(settings);
        AwsEnvironment.install(settings, config.findRegion());
        account = config;
        client = connect(config);
      } catch (IllegalArgumentException | IllegalStateException | SdkException malformed) {
        throw new LakeException(
            LakeException.LakeErrorKind.CONFIGURATION,
            "invalid AWS settings: %s; correct them in the environment, in .env or in ~/.aws"
                .formatted(malformed.getMessage()),
            malformed);
      }
    }
    return client;
  }

  LakeSettings settings() {
    return settings;
  }

  boolean isProxied() {
    return S3ProxyConfig.isProxied(settings);
  }

  Optional<Instant> serverTime() {
    return responses.lastDate();
  }

  S3RequestConfig requests() {
    return settings.s3();
  }

  /** Returns the address of a server other than AWS; empty before the first use. */
  synchronized Optional<URI> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  /** Returns whether the server has accepted the credentials of any request. */
  boolean hasAcceptedCredentials() {
    return responses.hasAcceptedCredentials();
  }

  /** Returns whether requests have optional checksums, which not every server supports. */
  synchronized boolean hasRequestChecksums() {
    return isChunked && !isWhenRequired("AWS_REQUEST_CHECKSUM_CALCULATION");
  }

  /** Returns the Content-MD5 of an upload; null if it has another checksum. */
  @Nullable String md5(ContentStreamProvider content) {
    client(); // The profile may disable the other checksums.
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

  /** Returns whether an upload was sent without chunks because the server had refused them. */
  synchronized boolean hasTriedUnchunked() {
    return hasTriedUnchunked;
  }

  /**
   * Sends uploads without chunks from now on, unless the setting forbids it or it has failed
   * before.
   *
   * @param wasChunked whether the upload that failed was sent in chunks
   * @return whether uploads now have another encoding
   */
  synchronized boolean disableChunks(boolean wasChunked) {
    if (isChunked == wasChunked && requests().chunkedUploads().isEmpty() && !hasTriedUnchunked) {
      hasTriedUnchunked = true;
      setChunked(false);
    }
    return isChunked != wasChunked;
  }

  /** A client has one encoding. The former one stays open, because other threads may use it. */
  synchronized void setChunked(boolean chunked) {
    isChunked = chunked;
    if (client != null) {
      formerClients.add(client);
      client = null;
    }
  }

  private S3Client connect(S3CredentialsConfig config) {
    endpoint = config.findEndpoint().orElse(null);
    SdkHttpClient transport = http == null ? LakeSdkHttpService.builder(settings).build() : http;
    http = transport;
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(transport)
            .credentialsProvider(config.credentials())
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(isChunked))
            .requestChecksumCalculation(
                hasRequestChecksums()
                    ? RequestChecksumCalculation.WHEN_SUPPORTED
                    : RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(
                isWhenRequired("AWS_RESPONSE_CHECKSUM_VALIDATION")
                    ? ResponseChecksumValidation.WHEN_REQUIRED
                    : ResponseChecksumValidation.WHEN_SUPPORTED)
            .overrideConfiguration(
                common ->
                    // No other code retries. Explicit, in case the default changes.
                    common
                        .retryStrategy(RetryMode.STANDARD)
                        .headers(headers())
                        .addExecutionInterceptor(responses)
                        .addExecutionInterceptor(new ErrorBodyInterceptor())
                        .addExecutionInterceptor(new TruncatedResponseInterceptor())
                        .defaultProfileFile(config.profiles())
                        .defaultProfileName(config.profile()));
    config.findRegion().ifPresent(builder::region);
    // Servers other than AWS rarely have a host name per bucket.
    config.findEndpoint().ifPresent(own -> builder.endpointOverride(own).forcePathStyle(true));
    return builder.build();
  }

  /** Returns the headers of every request. */
  private Map<String, List<String>> headers() {
    return requests().requesterPays()
        ? Map.of("x-amz-request-payer", List.of("requester"))
        : Map.of();
  }

  /** Returns the property of the profile that a variable such as AWS_REQUEST_… overrides. */
  private Optional<String> profileProperty(String variable) {
    return account == null
        ? Optional.empty()
        : account.property(variable.substring("AWS_".length()).toLowerCase(Locale.ROOT));
  }

  private boolean isWhenRequired(String name) {
    return settings
        .find(name)
        .or(() -> profileProperty(name))
        .filter("WHEN_REQUIRED"::equalsIgnoreCase)
        .isPresent();
  }

  @Override
  public synchronized void close() {
    formerClients.forEach(S3Client::close);
    formerClients.clear();
    if (client != null) {
      client.close();
    }
    if (http != null) {
      http.close();
    }
    client = null;
    http = null;
  }
}
