using ServiceGuru.Operations;

namespace ServiceGuru.ReleaseNotes;

/// <summary>The form of a post that a team gives in a file of its own.</summary>
internal static class PostTemplate
{
    private const string Notes = "{notes}";

    /// <summary>Reads it; null where the definition names none.</summary>
    /// <exception cref="GuruException">It can't be read, or has no place for the notes (<c>TemplateUnusable</c>).</exception>
    public static async Task<string?> ReadAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            string text = (await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)).ReplaceLineEndings("\n");
            return text.Contains(Notes, StringComparison.Ordinal) ? text : throw Unusable(path, $"It has no {Notes}, so the notes have no place in it.", null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception.Message, exception);
        }
    }

    private static GuruException Unusable(string path, string cause, Exception? exception) => new(
        new Failure
        {
            Id = "TemplateUnusable",
            Kind = FailureKind.Usage,
            Target = path,
            Message = $"The form of the post in {path} can't be used.",
            Cause = cause,
            NextAction = "Mend the file, or take blog.template out of the service definition for the usual form.",
        },
        exception);
}
