using ServiceGuru.Documents;

namespace ServiceGuru.Approvals;

/// <summary>
/// Who somebody is to one system. Written with its kind before it (<c>matrix:@laura:fedora.im</c>, <c>slack:U0123</c>),
/// so that nobody passes for somebody else by choosing a name; only a login stands for itself.
/// </summary>
/// <param name="Kind">The system.</param>
/// <param name="Value">The identity there.</param>
public sealed record Identity(IdentityKind Kind, string Value)
{
    /// <summary>Reads an identity as the ledger has it.</summary>
    /// <param name="text">With its kind before it, or a login.</param>
    /// <returns>The identity, or null where the text names nobody.</returns>
    public static Identity? Parse(string? text)
    {
        string whole = text?.Trim() ?? string.Empty;
        foreach (IdentityKind kind in Enum.GetValues<IdentityKind>().Where(kind => kind != IdentityKind.Login))
        {
            string scheme = TypeShape.Key(kind.ToString()) + ":";
            if (whole.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                string value = whole[scheme.Length..].Trim();
                return value.Length == 0 ? null : new Identity(kind, value);
            }
        }

        return whole.Length == 0 ? null : new Identity(IdentityKind.Login, whole);
    }

    /// <summary>Whether two identities are the same. Chat systems tell case apart, all others do not.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(Identity? other) => other is not null && other.Kind == Kind && Comparer.Equals(other.Value, Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Comparer.GetHashCode(Value));

    /// <inheritdoc/>
    public override string ToString() => Kind == IdentityKind.Login ? Value : $"{TypeShape.Key(Kind.ToString())}:{Value}";

    private StringComparer Comparer => Kind is IdentityKind.Matrix or IdentityKind.Slack ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
}
