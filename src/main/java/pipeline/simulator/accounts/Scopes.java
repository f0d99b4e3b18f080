package pipeline.simulator.accounts;

import java.util.ArrayList;
import java.util.List;
import pipeline.simulator.http.HttpErrorException;

/** The scopes that a user has granted, as bits. The value for a token without a user is 0. */
public final class Scopes {
  public static final int USER = 1;
  static final int MODIFY_PUBLIC = 2;
  public static final int MODIFY_PRIVATE = 4;
  public static final int READ_PRIVATE = 8;

  static final int ALL = USER | MODIFY_PUBLIC | MODIFY_PRIVATE | READ_PRIVATE;

  private static final List<String> NAMES =
      List.of("playlist-modify-public", "playlist-modify-private", "playlist-read-private");

  private Scopes() {}

  /**
   * Parses scopes separated by spaces, and ignores unknown scopes. The result always includes
   * {@link #USER}.
   */
  static int parse(String text) {
    int bits = USER;
    List<String> requested = List.of(text.split(" ", -1));
    for (int i = 0; i < NAMES.size(); i++) {
      bits |= requested.contains(NAMES.get(i)) ? USER << (i + 1) : 0;
    }
    return bits;
  }

  static String format(int bits) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      if ((bits & (USER << (i + 1))) != 0) {
        names.add(NAMES.get(i));
      }
    }
    return String.join(" ", names);
  }

  /**
   * Checks that a scope is granted.
   *
   * @throws HttpErrorException 403 if the token has no user or lacks the scope
   */
  public static void check(int scope, int granted) {
    if ((granted & USER) == 0) {
      throw new HttpErrorException(403, "This request requires user authentication.");
    }
    if ((granted & scope) != scope) {
      throw new HttpErrorException(403, "Insufficient client scope");
    }
  }
}
