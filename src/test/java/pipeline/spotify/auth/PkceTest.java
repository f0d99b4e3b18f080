package pipeline.spotify.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PkceTest {
  @Test
  void challengeMatchesTheExampleOfRfc7636() {
    assertEquals(
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        new Pkce("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").challenge());
  }

  @Test
  void verifierIsRandomAndLongEnough() {
    Random random = new Random(1);
    Pkce one = Pkce.create(random);
    assertNotEquals(one, Pkce.create(random));
    assertTrue(one.verifier().matches("[A-Za-z0-9_-]{43,128}"), one.verifier());
  }

  @Test
  void printedVerifierIsHidden() {
    Pkce one = Pkce.create(new Random(1));
    assertFalse(one.toString().contains(one.verifier()));
  }
}
