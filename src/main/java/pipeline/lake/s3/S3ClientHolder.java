package pipeline.lake.s3;

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

/** The SDK's client as the settings want it; made by the first use, for it takes its time. */
final class S3ClientHolder implements AutoCloseable {
  private final LakeSettings settings;
  private final ServerDateInterceptor clock = new ServerDateInterceptor();
  private final CredentialsAcceptanceInterceptor credentials =
      new CredentialsAcceptanceInterceptor();
  private @Nullable SdkHttpClient http;
  private @Nullable S3Client client;
  private final List<S3Client> formerClients = new ArrayList<>();
  private @Nullable URI endpoint;
  private @Nullable S3CredentialsConfig account;
  private UploadEncoding form;
  private boolean wholeTried;

  S3ClientHolder(LakeSettings settings) {
    this.settings = AwsEnvironment.withProperties(settings);
    this.form =
        requests().chunkedUploads().orElse(true) ? UploadEncoding.CHUNKED : UploadEncoding.WHOLE;
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
            "the AWS settings cannot be used ("
                + malformed.getMessage()
                + "): correct them in the"
                + " environment, in .env or in ~/.aws.",
            malformed);
      }
    }
    return client;
  }

  Optional<Instant> serverTime() {
    return clock.lastDate();
  }

  S3RequestConfig requests() {
    return settings.s3();
  }

  /** Another maker's server; empty for AWS itself, and before the first use. */
  synchronized Optional<URI> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  /** Whether the server has taken the credentials of a request. */
  boolean hasAcceptedCredentials() {
    return credentials.any();
  }

  /** Whether requests carry checksums that S3 itself does not insist on; not every server does. */
  synchronized boolean hasRequestChecksums() {
    return form == UploadEncoding.CHUNKED && !isWhenRequired("AWS_REQUEST_CHECKSUM_CALCULATION");
  }

  /** The checksum of an upload that has no newer one. */
  Optional<String> md5(ContentStreamProvider content) {
    client(); // The profile decides too.
    return hasRequestChecksums()
        ? Optional.empty()
        : Optional.of(ContentMd5Interceptor.of(content));
  }

  /** The form that uploads have from now on. */
  synchronized UploadEncoding form() {
    return form;
  }

  /** Whether an upload was sent whole because the server had not taken its chunks. */
  synchronized boolean wasWholeTried() {
    return wholeTried;
  }

  /**
   * Sends uploads whole from now on, unless the setting forbids it or it was in vain before.
   *
   * @param refused the form of an upload that failed
   * @return whether uploads now have another form than that one
   */
  synchronized boolean changeForm(UploadEncoding refused) {
    if (form == refused && requests().chunkedUploads().isEmpty() && !wholeTried) {
      wholeTried = true;
      use(UploadEncoding.WHOLE);
    }
    return form != refused;
  }

  synchronized void returnToChunks() {
    use(UploadEncoding.CHUNKED);
  }

  /** A client has one form. Other threads may still use the one before, so it stays open. */
  private void use(UploadEncoding another) {
    form = another;
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
            .serviceConfiguration(
                service -> service.chunkedEncodingEnabled(form == UploadEncoding.CHUNKED))
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
                    // The only retries around S3, and the same whatever the SDK's default becomes.
                    common
                        .retryStrategy(RetryMode.STANDARD)
                        .headers(headers())
                        .addExecutionInterceptor(clock)
                        .addExecutionInterceptor(credentials)
                        .addExecutionInterceptor(new WebPageInterceptor())
                        .addExecutionInterceptor(new ErrorBodyInterceptor())
                        .addExecutionInterceptor(new TruncatedResponseInterceptor())
                        .defaultProfileFile(config.profiles())
                        .defaultProfileName(config.profile()));
    config.findRegion().ifPresent(builder::region);
    // Servers other than AWS seldom have a name for every bucket.
    config.findEndpoint().ifPresent(own -> builder.endpointOverride(own).forcePathStyle(true));
    return builder.build();
  }

  /** Of every request, for each of them costs. */
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
        .filter(value -> value.toUpperCase(Locale.ROOT).equals("WHEN_REQUIRED"))
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
