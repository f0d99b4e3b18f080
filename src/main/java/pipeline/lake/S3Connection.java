package pipeline.lake;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The SDK's client as the settings want it; made by the first use, for it takes its time. */
final class S3Connection implements AutoCloseable {
  private final LakeSettings settings;
  private final ServerClock clock = new ServerClock();
  private @Nullable SdkHttpClient http;
  private @Nullable S3Client client;

  S3Connection(LakeSettings settings) {
    this.settings = AwsEnvironment.withProperties(settings);
  }

  synchronized S3Client client() {
    if (client == null) {
      try {
        S3Account account = new S3Account(settings);
        AwsEnvironment.install(settings, account.region());
        client = connect(account);
      } catch (IllegalArgumentException | IllegalStateException | SdkException malformed) {
        throw new LakeException(
            LakeException.Kind.CONFIGURATION,
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
    return clock.last();
  }

  Optional<String> kmsKey() {
    return settings.kmsKeyId();
  }

  /** Whether requests carry checksums that S3 itself does not insist on; not every server does. */
  boolean checksums() {
    return !whenRequired("AWS_REQUEST_CHECKSUM_CALCULATION");
  }

  private S3Client connect(S3Account account) {
    SdkHttpClient transport = LakeSdkHttpService.builder(settings).build();
    http = transport;
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(transport)
            .credentialsProvider(account.credentials())
            .requestChecksumCalculation(
                checksums()
                    ? RequestChecksumCalculation.WHEN_SUPPORTED
                    : RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(
                whenRequired("AWS_RESPONSE_CHECKSUM_VALIDATION")
                    ? ResponseChecksumValidation.WHEN_REQUIRED
                    : ResponseChecksumValidation.WHEN_SUPPORTED)
            .overrideConfiguration(
                common ->
                    // The only retries around S3, and the same whatever the SDK's default becomes.
                    common
                        .retryStrategy(RetryMode.STANDARD)
                        .addExecutionInterceptor(clock)
                        .addExecutionInterceptor(new CutAnswers())
                        .defaultProfileFile(account.profiles())
                        .defaultProfileName(account.profile()));
    account.region().ifPresent(builder::region);
    // Servers other than AWS seldom have a name for every bucket.
    account.endpoint().ifPresent(own -> builder.endpointOverride(own).forcePathStyle(true));
    return builder.build();
  }

  private boolean whenRequired(String name) {
    return settings
        .get(name)
        .filter(value -> value.toUpperCase(Locale.ROOT).equals("WHEN_REQUIRED"))
        .isPresent();
  }

  @Override
  public synchronized void close() {
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
