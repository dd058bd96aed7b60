using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>Checks commits that a request gives by repository.</summary>
internal static class FullRevisions
{
    /// <summary>Refuses unknown repositories and commits that are cut short.</summary>
    /// <exception cref="GuruException">A repository is unknown (<c>UnknownRepository</c>), or a commit is not full (<c>RevisionNotFull</c>).</exception>
    public static void Require(ServiceDefinition service, IReadOnlyDictionary<string, string>? revisions)
    {
        RepositorySelection.RequireKnown(service, revisions?.Keys);
        foreach ((string repository, string commit) in revisions ?? new Dictionary<string, string>())
        {
            if (commit.Length < 40 || !commit.All(char.IsAsciiHexDigit))
            {
                throw new GuruException(new Failure
                {
                    Id = "RevisionNotFull",
                    Kind = FailureKind.Usage,
                    Target = repository,
                    Message = $"'{commit}' is no full commit of {repository}.",
                    NextAction = "Give all 40 characters: what was built or recorded is looked up by the exact commit.",
                });
            }
        }
    }
}
