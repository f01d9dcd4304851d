package dev.herald.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A private torrent with one file of random bytes (BEP 3, BEP 27). */
final class Torrent {

    private static final int FILE_BYTES = 4 << 20;
    private static final int PIECE_BYTES = 64 << 10;

    private final String fileName;
    private final byte[] content = new byte[FILE_BYTES];
    private final Map<String, Object> info;
    private final String infoHash;

    /** Creates a torrent; {@code name} must be unique on the tracker. */
    Torrent(String name) {
        fileName = name + ".bin";
        new Random(name.hashCode()).nextBytes(content);
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int start = 0; start < FILE_BYTES; start += PIECE_BYTES) {
            pieces.writeBytes(sha1(content, start, PIECE_BYTES));
        }
        info = Map.of(
                "length",
                (long) FILE_BYTES,
                "name",
                fileName,
                "piece length",
                (long) PIECE_BYTES,
                "pieces",
                pieces.toByteArray(),
                "private",
                1L);
        byte[] infoBytes = bencode(info);
        infoHash = HexFormat.of().formatHex(sha1(infoBytes, 0, infoBytes.length));
    }

    /** 40 hexadecimal digits. */
    String infoHash() {
        return infoHash;
    }

    /** 40 hexadecimal digits of the SHA-1 of the whole file. */
    String fileHash() {
        return HexFormat.of().formatHex(sha1(content, 0, content.length));
    }

    /** Writes the .torrent file to {@code home}. */
    Path saveMetainfo(Path home, String announceUrl) throws IOException {
        return Files.write(home.resolve("the.torrent"), bencode(Map.of("announce", announceUrl, "info", info)));
    }

    /** Writes the content to {@code folder}, so that a client with that directory is a seeder. */
    void saveContent(Path folder) throws IOException {
        Files.write(folder.resolve(fileName), content);
    }

    /** The SHA-1 of the file that a client has written to {@code folder} so far, in the form of {@link #fileHash()}. */
    String hashIn(Path folder) {
        try {
            Path file = folder.resolve(fileName);
            if (!Files.exists(file)) {
                return "no file";
            }
            byte[] bytes = Files.readAllBytes(file);
            return HexFormat.of().formatHex(sha1(bytes, 0, bytes.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bencode(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (value instanceof Map<?, ?> map) {
            out.write('d');
            new TreeMap<Object, Object>(map).forEach((key, item) -> {
                out.writeBytes(bencode(key));
                out.writeBytes(bencode(item));
            });
            out.write('e');
        } else if (value instanceof Long number) {
            out.writeBytes(("i" + number + "e").getBytes(UTF_8));
        } else {
            byte[] bytes = value instanceof byte[] raw ? raw : value.toString().getBytes(UTF_8);
            out.writeBytes((bytes.length + ":").getBytes(UTF_8));
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] sha1(byte[] bytes, int start, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(bytes, start, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
