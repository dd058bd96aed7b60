using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ServiceGuru.Connectors.Yaml;

/// <summary>
/// Tells of every broken document as a syntax error. YamlDotNet's scanner leaves some of them (a colon after a tab in a
/// flow mapping, for one) as exceptions that mean a broken program elsewhere.
/// </summary>
internal sealed class CandidParser(IParser parser) : IParser
{
    /// <inheritdoc/>
    public ParsingEvent? Current => parser.Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        Mark last = parser.Current?.End ?? Mark.Empty;
        try
        {
            return parser.MoveNext();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new SyntaxErrorException(last, last, "What follows here can't be read. Check its quotes, colons and brackets.");
        }
    }
}
