using System.Text;
using System.Text.RegularExpressions;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Commands;

/// <summary>Follows a growing log line by line; what it gives out is redacted and can't steer a terminal.</summary>
internal sealed partial class LogTail(string path, SecretRedactor redactor, Action<string> line) : IDisposable
{
    private const int Kept = 200;
    private const int LongestLine = 2000;

    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly byte[] _bytes = new byte[16 * 1024];
    private readonly char[] _characters = new char[(16 * 1024) + 1];
    private readonly StringBuilder _open = new();
    private readonly Queue<string> _lines = new();
    private bool _secretSeen;

    /// <summary>Gets the last lines.</summary>
    public IReadOnlyList<string> LastLines => [.. _lines];

    /// <summary>Reads what is new.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        int count;
        while ((count = await _file.ReadAsync(_bytes, cancellationToken).ConfigureAwait(false)) > 0)
        {
            int characters = _decoder.GetChars(_bytes.AsSpan(0, count), _characters, flush: false);
            foreach (char character in _characters.AsSpan(0, characters))
            {
                if (character == '\n')
                {
                    Tell();
                }
                else if (_open.Length < LongestLine)
                {
                    _open.Append(character);
                }
            }
        }
    }

    /// <summary>Reads the rest, and blots out of the file the secrets that it turned out to hold.</summary>
    public async Task FinishAsync()
    {
        await ReadAsync(CancellationToken.None).ConfigureAwait(false);
        if (_open.Length > 0)
        {
            Tell();
        }

        if (_secretSeen)
        {
            string text = await File.ReadAllTextAsync(path).ConfigureAwait(false);
            await File.WriteAllTextAsync(path, redactor.Redact(text)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Makes a line harmless: colors go, of a line that was drawn over the last state stays, other controls become visible.</summary>
    internal static string Visible(string text)
    {
        string plain = Sequences().Replace(text, string.Empty).TrimEnd('\r');
        plain = plain[(plain.LastIndexOf('\r') + 1)..];
        return Controls().Replace(plain, match => match.Value[0] switch
        {
            '\t' => "  ",
            < ' ' => ((char)(0x2400 + match.Value[0])).ToString(),
            _ => "\u2421",
        });
    }

    private void Tell()
    {
        string raw = _open.ToString();
        _open.Clear();
        string redacted = redactor.Redact(raw);
        _secretSeen |= redacted != raw;
        string told = Visible(redacted);
        _lines.Enqueue(told);
        if (_lines.Count > Kept)
        {
            _lines.Dequeue();
        }

        if (told.Length > 0)
        {
            line(told);
        }
    }

    // ECMA-48: control sequences, and commands to the terminal up to their end.
    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)?|[@-Z\\^_])")]
    private static partial Regex Sequences();

    [GeneratedRegex(@"[\p{Cc}\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Controls();
}
