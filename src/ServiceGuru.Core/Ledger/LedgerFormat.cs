using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Ledger;

/// <summary>
/// One record a line: <c>{"seq":…,"time":…,"prev":…,"event":{…},"hash":…}</c>. The hash covers all bytes of the line
/// before <c>,"hash"</c>, and with <c>prev</c> the whole file before it.
/// </summary>
public static class LedgerFormat
{
    /// <summary>What the first record names as its predecessor's hash.</summary>
    public static readonly string Genesis = new('0', 64);

    private static readonly byte[] HashKey = Encoding.UTF8.GetBytes(",\"hash\":\"");

    /// <summary>Writes a line with its line feed.</summary>
    /// <param name="record">The record.</param>
    /// <param name="previous">The hash of the record before it.</param>
    /// <param name="hash">Its own hash.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Write(LedgerRecord record, string previous, out string hash)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = LedgerJson.Options.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", record.Sequence);
            json.WriteString("time", record.Time);
            json.WriteString("prev", previous);
            json.WritePropertyName("event");
            JsonSerializer.Serialize(json, record.Event, LedgerJson.Options);
        }

        hash = Convert.ToHexString(SHA256.HashData(buffer.WrittenSpan)).ToLowerInvariant();
        buffer.Write(HashKey);
        buffer.Write(Encoding.ASCII.GetBytes(hash));
        buffer.Write("\"}\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a line without its line feed and checks it against its predecessor.</summary>
    /// <param name="line">UTF-8.</param>
    /// <param name="sequence">The sequence that it must have.</param>
    /// <param name="previous">The hash of the record before it.</param>
    /// <param name="hash">Its own hash.</param>
    /// <returns>The record.</returns>
    /// <exception cref="InvalidDataException">It is no record, or was changed.</exception>
    public static LedgerRecord Read(ReadOnlySpan<byte> line, long sequence, string previous, out string hash)
    {
        int end = line.LastIndexOf(HashKey);
        if (end < 0)
        {
            throw new InvalidDataException("it has no hash");
        }

        hash = Convert.ToHexString(SHA256.HashData(line[..end])).ToLowerInvariant();
        if (!line[(end + HashKey.Length)..].SequenceEqual(Encoding.ASCII.GetBytes(hash + "\"}")))
        {
            throw new InvalidDataException("its hash does not fit its content");
        }

        Utf8JsonReader reader = new(line);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        if (root.GetProperty("seq").GetInt64() != sequence)
        {
            throw new InvalidDataException($"its number is not {sequence}");
        }

        if (root.GetProperty("prev").GetString() != previous)
        {
            throw new InvalidDataException("it does not follow the record before it");
        }

        RunEvent runEvent = root.GetProperty("event").Deserialize<RunEvent>(LedgerJson.Options)
            ?? throw new InvalidDataException("its event is empty");
        return new LedgerRecord(sequence, root.GetProperty("time").GetDateTimeOffset(), runEvent);
    }
}
