package dev.herald.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A window of a headless Chromium, used as a person does. Methods wait until what they need is there. */
final class Browser implements AutoCloseable {

    static final int WIDTH = 1280;
    static final int PHONE_WIDTH = 360;

    private static final int HEIGHT = 900;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    /** Responses that a page expects: no session yet, no such entry, a rejected form. */
    private static final String EXPECTED = "status of (401|404|409|422)";

    /** Warns that it does not know this version of Chromium, whose protocol is used only for the size of a page. */
    private static final Logger CDP = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    static {
        CDP.setLevel(Level.OFF);
    }

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens a window without a page; skips the calling test if there is no Chromium. */
    static Browser open() {
        String remedy = "apt-get install chromium chromium-driver";
        Path chromium = Requires.program("chromium", remedy);
        Path chromedriver = Requires.program("chromedriver", remedy);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--no-proxy-server",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // A page in the middle of a transition has colours of neither theme.
                "--force-prefers-reduced-motion",
                "--hide-scrollbars",
                "--lang=en-GB",
                "--window-size=" + WIDTH + "," + HEIGHT);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    @Override
    public void close() {
        driver.quit();
    }

    /** Forgets the session and the settings of an earlier test. */
    void reset(String root) {
        driver.manage().window().setSize(new Dimension(WIDTH, HEIGHT));
        driver.get(root + "/console/favicon.svg");
        driver.executeScript("localStorage.clear(); sessionStorage.clear()");
        driver.manage().deleteAllCookies();
        driver.manage().logs().get(LogType.BROWSER);
    }

    /** Keeps the cookie of a session as if the form had been used. Must be on a page of its site. */
    void keepSession(String secret) {
        driver.manage().addCookie(new Cookie("herald_session", secret));
    }

    void go(String url) {
        driver.get(url);
    }

    String address() {
        return driver.getCurrentUrl();
    }

    void reload() {
        driver.navigate().refresh();
    }

    void width(int pixels) {
        driver.manage().window().setSize(new Dimension(pixels, HEIGHT));
        if (pixels < 500) {
            // A window of Chromium has a minimum width; the page of a phone has not.
            driver.executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", pixels, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        } else {
            driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** What a person reads on the page. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** The heading of the page; empty if there is none. */
    String heading() {
        List<WebElement> headings = driver.findElements(By.cssSelector("#main h1"));
        return headings.stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .findFirst()
                .orElse("");
    }

    void awaitText(String text) {
        await("the text " + text, () -> text().contains(text));
    }

    void awaitNoText(String text) {
        await("no text " + text, () -> !text().contains(text));
    }

    void awaitHeading(String heading) {
        await("the heading " + heading, () -> heading().equals(heading));
    }

    /** Waits until nothing is loading. */
    void awaitLoaded() {
        await("the end of loading", () -> driver.findElements(By.cssSelector("#main [aria-busy=true]")).stream()
                .noneMatch(WebElement::isDisplayed));
    }

    void await(String what, BooleanSupplier condition) {
        new WebDriverWait(driver, PATIENCE, POLL_INTERVAL)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what + "; the page is\n" + text())
                .until(ignored -> condition.getAsBoolean());
    }

    /** Whether something with this role and name is shown; the name is the text or the label for screen readers. */
    boolean shows(String tag, String name) {
        return driver.findElements(named(tag, name)).stream().anyMatch(WebElement::isDisplayed);
    }

    void click(String tag, String name) {
        await(tag + " " + name, () -> {
            List<WebElement> found = driver.findElements(named(tag, name)).stream()
                    .filter(element -> element.isDisplayed() && element.isEnabled())
                    .toList();
            found.stream().findFirst().ifPresent(WebElement::click);
            return !found.isEmpty();
        });
    }

    void button(String name) {
        click("button", name);
    }

    void link(String name) {
        click("a", name);
    }

    /** Replaces the value of the field with a label. */
    void type(String label, String text) {
        WebElement field = field(label);
        field.clear();
        field.sendKeys(text);
    }

    void check(String label) {
        field(label).click();
    }

    void choose(String label, String option) {
        new Select(field(label)).selectByVisibleText(option);
    }

    String value(String label) {
        return field(label).getDomProperty("value");
    }

    /** The field of an open dialog, or else of the page. */
    private WebElement field(String label) {
        By inLabel = By.xpath(".//label[starts-with(normalize-space(.), '" + label
                + "')]//*[self::input or self::select or self::textarea]");
        await("the field " + label, () -> fields(inLabel).stream().anyMatch(WebElement::isDisplayed));
        return fields(inLabel).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
    }

    private List<WebElement> fields(By selector) {
        List<WebElement> dialogs = driver.findElements(By.cssSelector("dialog[open]"));
        return dialogs.isEmpty()
                ? driver.findElements(selector)
                : dialogs.get(dialogs.size() - 1).findElements(selector);
    }

    private static By named(String tag, String name) {
        return By.xpath("//" + tag + "[normalize-space(.)='" + name + "' or @aria-label='" + name + "']");
    }

    /** Presses keys where the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Presses Tab until the focus is on something with this text or label. */
    void tabTo(String name) {
        for (int i = 0; i < 100; i++) {
            if (focused().equals(name)) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("no Tab leads to " + name);
    }

    /** The label or text of what has the focus. */
    String focused() {
        return (String) driver.executeScript("""
                const focused = document.activeElement;
                const label = focused.getAttribute('aria-label') ?? focused.labels?.[0]?.innerText ?? focused.innerText ?? '';
                return label.trim().split('\\n')[0];""");
    }

    /** Whether what has the focus is marked by an outline or a shadow. */
    boolean focusIsVisible() {
        return (Boolean) driver.executeScript("""
                const style = getComputedStyle(document.activeElement);
                const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
                return outlined || style.boxShadow !== 'none';""");
    }

    /** By how many pixels the page is wider than the window. */
    long excessWidth() {
        return (Long) driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** Whether any element of the page is of a kind. */
    boolean has(String selector) {
        return !driver.findElements(By.cssSelector(selector)).isEmpty();
    }

    Object script(String script) {
        return driver.executeScript(script);
    }

    /** Errors and warnings in the browser's log since the last call. */
    List<String> problems() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.matches(".*" + EXPECTED + ".*"))
                .toList();
    }

    /** Asserts that axe finds no violation of WCAG 2.1 AA nor of its own best practices. */
    void assertAccessible(String what) {
        driver.executeScript(resource(AXE));
        Object violations = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']}).then(
                    result => done(result.violations.map(violation => violation.id + ': ' + violation.help + ' '
                        + violation.nodes.slice(0, 3).map(node => node.html.slice(0, 200) + ' ' + node.failureSummary).join(' | '))),
                    error => done([String(error)]));""");
        assertThat((List<?>) violations).as(what).isEmpty();
    }

    /** Saves the whole page as {@code target/screenshots/NAME.png}. The window keeps its size, so charts are not drawn again. */
    void screenshot(String name) {
        Map<String, Object> image = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        try {
            Path folder = Files.createDirectories(Path.of("target", "screenshots"));
            Files.write(
                    folder.resolve(name + ".png"),
                    Base64.getDecoder().decode(image.get("data").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream source = Browser.class.getResourceAsStream(name)) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
