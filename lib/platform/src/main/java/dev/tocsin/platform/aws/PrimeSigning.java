package dev.tocsin.platform.aws;

import dev.tocsin.core.snapshot.Primer;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Signs a request that is not sent, in the name of nobody. */
@Singleton
final class PrimeSigning implements Primer {
  private static final URI NOWHERE = URI.create("https://localhost");

  @Override
  public void prime() {
    AwsService nobody = new AwsService("s3", "us-east-1", NOWHERE, Optional::empty);
    var unused =
        nobody.sign(
            SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(NOWHERE).build(),
            InputStream::nullInputStream,
            AwsBasicCredentials.create("none", "none"));
  }
}
