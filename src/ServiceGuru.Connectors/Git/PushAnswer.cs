namespace ServiceGuru.Connectors.Git;

/// <summary>What <c>git push --porcelain</c> says of one ref (https://git-scm.com/docs/git-push#_output).</summary>
/// <param name="Flag">A space, <c>+</c> or <c>*</c> for done, <c>=</c> for nothing to do, <c>!</c> for not done.</param>
/// <param name="Summary">The reason, e.g. <c>[rejected] (stale info)</c>.</param>
internal sealed record PushAnswer(char Flag, string Summary)
{
    /// <summary>Whether the server confirmed the update.</summary>
    public bool Done => Flag is ' ' or '+' or '*';

    /// <summary>Whether the ref already was at the new commit.</summary>
    public bool UpToDate => Flag == '=';

    /// <summary>Whether the ref is not where it was expected.</summary>
    public bool Stale => Flag == '!' && Summary.Contains("(stale info)", StringComparison.Ordinal);

    /// <summary>Whether the server ended the connection without saying what it did.</summary>
    public bool Silent => Flag == '!' && Summary.Contains("[remote failure]", StringComparison.Ordinal);

    /// <summary>Finds the line about a ref, or null where git got no answer about it.</summary>
    public static PushAnswer? Find(string output, string refName)
    {
        foreach (string line in output.Split('\n'))
        {
            string[] parts = line.TrimEnd('\r').Split('\t');
            if (parts.Length == 3 && parts[0].Length == 1 && parts[1].EndsWith(':' + refName, StringComparison.Ordinal))
            {
                return new PushAnswer(parts[0][0], parts[2]);
            }
        }

        return null;
    }
}
