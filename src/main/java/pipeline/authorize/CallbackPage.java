package pipeline.authorize;

/** The page that answers a callback in the browser. It loads no external content. */
record CallbackPage(int status, PageStatus tone, String title, String text) {

  enum PageStatus {
    SUCCESS("#1a7f37", "#3fb950", "&#10003;"),
    FAILURE("#b42318", "#ff7b72", "&#10005;"),
    WARNING("#8a5a00", "#e3b341", "!");

    private final String lightColor;
    private final String darkColor;
    private final String sign;

    PageStatus(String lightColor, String darkColor, String sign) {
      this.lightColor = lightColor;
      this.darkColor = darkColor;
      this.sign = sign;
    }
  }

  static CallbackPage done(String user) {
    return new CallbackPage(
        200,
        PageStatus.SUCCESS,
        "Authorized",
        "The pipeline may now change the playlists of "
            + user
            + ". The consent lasts 180 days. You can close this page.");
  }

  static CallbackPage denied() {
    return new CallbackPage(
        200,
        PageStatus.FAILURE,
        "Not authorized",
        "You refused, so nothing was stored. You can close this page. To start again, run pipeline"
            + " authorize.");
  }

  static CallbackPage wrongState() {
    return new CallbackPage(
        400,
        PageStatus.WARNING,
        "Unknown response",
        "This response belongs to another request, perhaps from an older tab, so it was ignored."
            + " Open the address that the terminal shows.");
  }

  static CallbackPage failed(String problem) {
    return new CallbackPage(502, PageStatus.FAILURE, "Not authorized", problem);
  }

  String html() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>%1$s · pipeline</title>
    <style>
    :root { color-scheme: light dark; --tone: %3$s; --back: #f6f7f8; --card: #fff; --text: #1c2024; --line: #d8dce0 }
    @media (prefers-color-scheme: dark) {
      :root { --tone: %4$s; --back: #14171a; --card: #1e2226; --text: #e8eaed; --line: #343a40 }
    }
    * { box-sizing: border-box }
    body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
      background: var(--back); color: var(--text); font: 1.0625rem/1.55 system-ui, sans-serif }
    main { max-width: 32rem; width: 100%%; padding: 2.25rem; background: var(--card); border: 1px solid var(--line);
      border-top: 4px solid var(--tone); border-radius: .75rem }
    h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; display: flex; gap: .75rem; align-items: center }
    h1 span { flex: none; width: 2.25rem; height: 2.25rem; border-radius: 50%%; border: 2px solid var(--tone);
      color: var(--tone); display: grid; place-items: center; font-size: 1.125rem }
    p { margin: 0; overflow-wrap: anywhere }
    </style>
    </head>
    <body>
    <main>
    <h1><span aria-hidden="true">%5$s</span>%1$s</h1>
    <p>%2$s</p>
    </main>
    </body>
    </html>
    """
        .formatted(escape(title), escape(text), tone.lightColor, tone.darkColor, tone.sign);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
