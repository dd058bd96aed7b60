using ServiceGuru.Operations;
using ServiceGuru.Runbooks;

namespace ServiceGuru.Documents;

/// <summary>A folder of a user's own documents: <c>NAME.yaml</c> each, written whole or not at all.</summary>
/// <param name="folder">The folder, absolute; it need not exist.</param>
/// <param name="what">What lies in it, as people call it, e.g. <c>snippet</c>.</param>
internal sealed class DocumentFolder(string folder, string what)
{
    private const string Ending = ".yaml";

    /// <summary>Gives the file of a name, absolute; it need not exist.</summary>
    /// <exception cref="GuruException">It can't be a name (<c>InvalidName</c>): nothing else becomes part of a path.</exception>
    public string PathOf(string name) => RunbookReader.IsName(name) ? Path.Combine(folder, name + Ending) : throw new GuruException(new Failure
    {
        Id = "InvalidName",
        Kind = FailureKind.Usage,
        Message = $"The name of a {what} is made of lowercase letters, digits and hyphens, and '{name}' is not.",
        Target = name,
        NextAction = "Choose another name.",
    });

    /// <summary>Lists the names in order. Drafts are not among them.</summary>
    public IReadOnlyList<string> Names() => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*" + Ending).Select(file => Path.GetFileNameWithoutExtension(file)).Where(RunbookReader.IsName).Order(StringComparer.Ordinal),
    ];

    /// <summary>Tells whether there is one.</summary>
    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>Reads one.</summary>
    /// <exception cref="GuruException">There is none (<c>SnippetNotFound</c>, <c>ScenarioNotFound</c>), or it can't be read (<c>FileUnreadable</c>).</exception>
    public async Task<string> ReadAsync(string name, IEnumerable<string> others, CancellationToken cancellationToken)
    {
        string path = PathOf(name);
        return File.Exists(path) ? await ReadFileAsync(path, cancellationToken).ConfigureAwait(false) : throw NotFound(name, others);
    }

    /// <summary>Makes the error of a name that is not there.</summary>
    public GuruException NotFound(string name, IEnumerable<string> others) => new(new Failure
    {
        Id = $"{char.ToUpperInvariant(what[0])}{what[1..]}NotFound",
        Kind = FailureKind.Usage,
        Message = $"There is no {what} '{name}'.{NearestName.Hint(name, others)}",
        Target = name,
        NextAction = $"See what there is with 'guru {what} list'.",
    });

    /// <summary>Reads any file of that sort.</summary>
    /// <exception cref="GuruException">It can't be read (<c>FileUnreadable</c>).</exception>
    public static async Task<string> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await WholeFile.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GuruException(
                new Failure
                {
                    Id = "FileUnreadable",
                    Kind = FailureKind.Usage,
                    Message = $"{path} can't be read.",
                    Target = path,
                    Cause = error.Message,
                    NextAction = "Check the path and its rights.",
                },
                error);
        }
    }

    /// <summary>Writes one.</summary>
    /// <exception cref="GuruException">There is one of this name, and it is not to be replaced (<c>NameTaken</c>), or it can't be written (<c>FileNotWritten</c>).</exception>
    public async Task WriteAsync(string name, string text, bool replace, CancellationToken cancellationToken)
    {
        string path = PathOf(name);
        if (!replace && File.Exists(path))
        {
            throw new GuruException(new Failure
            {
                Id = "NameTaken",
                Kind = FailureKind.Usage,
                Message = $"There is a {what} '{name}' already.",
                Target = path,
                NextAction = "Choose another name, or repeat with --replace.",
            });
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw WholeFile.NotWritten(path, error);
        }

        await WholeFile.SaveAsync(path, text, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes one.</summary>
    public void Remove(string name, IEnumerable<string> others)
    {
        string path = PathOf(name);
        if (!File.Exists(path))
        {
            throw NotFound(name, others);
        }

        File.Delete(path);
    }
}
