package dev.herald.admin.manage;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;

/**
 * An endpoint of either API.
 *
 * @param scope that a token needs for it
 * @param path with something in the place of each parameter
 */
record ApiOperation(String scope, String method, String path) {

    static final String HASH = "5c".repeat(20);

    private static final String MATRIX = """
            keys     | GET    | /manage/v1/keys
            keys     | POST   | /manage/v1/keys
            keys     | GET    | /manage/v1/keys/scope-scope-scope
            keys     | PUT    | /manage/v1/keys/scope-scope-scope
            keys     | DELETE | /manage/v1/keys/scope-scope-scope
            keys     | POST   | /manage/v1/keys/import
            keys     | GET    | /manage/v1/keys/export
            read     | GET    | /manage/v1/whitelist
            read     | GET    | /manage/v1/whitelist/HASH
            torrents | PUT    | /manage/v1/whitelist/HASH
            torrents | DELETE | /manage/v1/whitelist/HASH
            torrents | POST   | /manage/v1/whitelist/import
            read     | GET    | /manage/v1/whitelist/export
            read     | GET    | /manage/v1/denylist
            read     | GET    | /manage/v1/denylist/HASH
            torrents | PUT    | /manage/v1/denylist/HASH
            torrents | DELETE | /manage/v1/denylist/HASH
            torrents | POST   | /manage/v1/denylist/import
            read     | GET    | /manage/v1/denylist/export
            read     | GET    | /manage/v1/torrents
            read     | GET    | /manage/v1/torrents/HASH
            read     | GET    | /manage/v1/torrents/HASH/peers
            admin    | GET    | /manage/v1/tokens
            admin    | POST   | /manage/v1/tokens
            admin    | GET    | /manage/v1/tokens/0123456789abcdef
            admin    | DELETE | /manage/v1/tokens/0123456789abcdef
            admin    | GET    | /manage/v1/audit
            admin    | GET    | /manage/v1/settings
            read     | GET    | /manage/v1/overview
            read     | GET    | /manage/v1/live
            read     | GET    | /manage/v1/history
            read     | GET    | /manage/v1/rejections
            read     | GET    | /manage/v1/health
            read     | GET    | /manage/v1/clients
            admin    | POST   | /manage/v1/watches
            admin    | GET    | /manage/v1/watches/00000000000000000000000000000000
            admin    | DELETE | /manage/v1/watches/00000000000000000000000000000000
            torrents | DELETE | /manage/v1/torrents/HASH
            keys     | POST   | /api/v1/keys
            keys     | GET    | /api/v1/keys/reload
            keys     | POST   | /api/v1/key/60
            keys     | DELETE | /api/v1/key/0
            torrents | POST   | /api/v1/whitelist/HASH
            torrents | DELETE | /api/v1/whitelist/HASH
            torrents | GET    | /api/v1/whitelist/reload
            read     | GET    | /api/v1/torrent/HASH
            read     | GET    | /api/v1/torrents
            read     | GET    | /api/v1/stats
            read     | GET    | /api/v1/metrics
            read     | GET    | /metrics
            """;

    /** All that need a token. */
    static Stream<ApiOperation> all() {
        return MATRIX.lines().map(ApiOperation::parse);
    }

    private static ApiOperation parse(String row) {
        String[] cells = row.split("\\|", -1);
        return new ApiOperation(
                cells[0].strip(), cells[1].strip(), cells[2].strip().replace("HASH", HASH));
    }

    /** Whether it belongs to Torrust's API. */
    boolean isTorrusts() {
        return path.startsWith("/api/");
    }

    ManageApi.Answer ask(ManageApi api) {
        boolean bodiless = method.equals("GET") || method.equals("DELETE");
        return bodiless
                ? api.ask(method, path, BodyPublishers.noBody())
                : api.ask(method, path, BodyPublishers.ofString(""), "Content-Type", type());
    }

    private String type() {
        return path.endsWith("/import") ? "text/plain" : ManageApi.JSON;
    }
}
