using System.Net;
using System.Text;

namespace ServiceGuru.Reports;

/// <summary>Writes HTML that is well-formed XML, too. Whatever is not a tag of ours goes through the encoder.</summary>
internal sealed class HtmlWriter(LeftOut leftOut)
{
    private readonly StringBuilder _html = new();
    private readonly Stack<string> _open = new();

    /// <summary>Gets how many characters are written.</summary>
    public int Length => _html.Length;

    /// <summary>Opens an element; dispose what is given to close it.</summary>
    public Scope Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(name, attributes);
        _html.Append('>');
        _open.Push(name);
        return new Scope(this);
    }

    /// <summary>Writes an element without content.</summary>
    public void Empty(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(name, attributes);
        _html.Append("/>");
    }

    /// <summary>Writes an element with a text.</summary>
    public void Element(string name, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (Open(name, attributes))
        {
            Text(text);
        }
    }

    /// <summary>Writes an element of a class with a text.</summary>
    public void Styled(string name, string style, string? text) => Element(name, text, ("class", style));

    /// <summary>Writes a text.</summary>
    public void Text(string? text) => _html.Append(WebUtility.HtmlEncode(ReportText.Clean(leftOut.Clip(text ?? string.Empty))));

    /// <summary>Writes a text, as a link where it is the address of a page.</summary>
    public void Linked(string text)
    {
        if (text.Length < LeftOut.TextLength && Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp))
        {
            Element("a", text, ("href", address.AbsoluteUri), ("rel", "noopener noreferrer"));
            return;
        }

        Text(text);
    }

    /// <summary>Writes what has no dangerous character: the style sheet, the document type.</summary>
    public void Trusted(string markup) => _html.Append(markup);

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();

    private void Start(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _html.Append('<').Append(name);
        foreach ((string attribute, string? value) in attributes)
        {
            if (value is not null)
            {
                _html.Append(' ').Append(attribute).Append("=\"").Append(WebUtility.HtmlEncode(ReportText.Clean(leftOut.Clip(value)))).Append('"');
            }
        }
    }

    private void Close()
    {
        string name = _open.Pop();
        _html.Append("</").Append(name).Append('>');
        if (name is "tr" or "p" or "section" or "h2" or "h3" or "dl" or "table" or "li")
        {
            _html.Append('\n');
        }
    }

    /// <summary>An open element.</summary>
    internal readonly struct Scope(HtmlWriter writer) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => writer.Close();
    }
}
