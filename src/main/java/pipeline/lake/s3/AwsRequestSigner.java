package pipeline.lake.s3;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipeline.lake.s3.config.AwsEnvironment;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeSettings;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * A signer (Signature Version 4) of requests to AWS services other than S3, with the credentials of
 * the lake.
 */
public final class AwsRequestSigner {
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final String service;
  private final String region;
  private final AwsCredentialsProvider credentials;

  /**
   * Creates a signer without requesting credentials.
   *
   * @param service the name of the service in the signature, such as {@code glue}
   * @param region the region in the signature; if empty, the region of the lake
   * @throws LakeException of kind CONFIGURATION if a setting is invalid or there is no region; of
   *     kind DENIED if this user cannot read a file of the settings
   */
  public AwsRequestSigner(LakeSettings settings, String service, Optional<String> region) {
    LakeSettings complete = AwsEnvironment.withProperties(settings);
    S3CredentialsConfig config = new S3CredentialsConfig(complete);
    AwsEnvironment.install(complete, config.findRegion());
    this.service = service;
    this.region = region.or(() -> config.findRegion().map(Region::id)).orElseGet(() -> ask(config));
    this.credentials = config.credentials();
  }

  /** Returns the region that the SDK finds, for example that of the machine. */
  private static String ask(S3CredentialsConfig config) {
    try {
      return DefaultAwsRegionProviderChain.builder()
          .profileFile(config.profiles()::files)
          .profileName(config.profiles().name())
          .build()
          .getRegion()
          .id();
    } catch (SdkException none) {
      throw failure(none);
    }
  }

  /**
   * Returns all headers of the signed request. Each call uses the current credentials, because
   * those of a role expire.
   *
   * @param headers the values by name. All of them become part of the signature, except those that
   *     proxies and clients change, such as User-Agent.
   * @param body the bytes of the body; empty if there is none
   * @throws LakeException if there are no credentials
   */
  public Map<String, List<String>> sign(
      String method, URI uri, Map<String, List<String>> headers, byte[] body) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(uri)
            .headers(headers)
            .build();
    try {
      return signer
          .sign(
              signing ->
                  signing
                      .identity(credentials.resolveCredentials())
                      .request(request)
                      .payload(ContentStreamProvider.fromByteArray(body))
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region))
          .request()
          .headers();
    } catch (SdkException failed) {
      throw failure(failed);
    }
  }

  private static LakeException failure(SdkException failed) {
    S3ErrorExplanation explanation = S3ErrorTranslator.connectionFailure(failed);
    return new LakeException(
        explanation.kind(),
        "cannot sign requests to AWS: %s; %s"
            .formatted(explanation.problem(), explanation.remedy()),
        failed);
  }
}
