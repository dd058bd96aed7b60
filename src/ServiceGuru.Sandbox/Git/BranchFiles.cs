using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Git;

/// <summary>Files on branches of a bare repository, read and written as the code host's web pages do it.</summary>
/// <param name="repository">The repository.</param>
/// <param name="clock">The clock.</param>
internal sealed class BranchFiles(SandboxRepository repository, SandboxClock clock)
{
    /// <summary>The object name of a file on a branch, or null.</summary>
    public async Task<string?> FindAsync(string branch, string path, CancellationToken cancellationToken) =>
        repository.Head(branch) is { } head ? await NameAsync(head, path, cancellationToken) : null;

    /// <summary>The content of an object.</summary>
    public Task<string> ReadAsync(string name, CancellationToken cancellationToken) =>
        GitProgram.RunAsync(repository.Path, ["cat-file", "blob", name], input: null, cancellationToken);

    /// <summary>Commits a file on top of a branch.</summary>
    /// <returns>The full commit.</returns>
    public async Task<string> WriteAsync(string branch, string path, string content, string message, Person author, CancellationToken cancellationToken)
    {
        var commit = new PlannedCommit(
            1, [], author, Person.CodeHost, clock.Now, clock.Now, message, new Dictionary<string, string> { [path] = content });
        await GitProgram.RunAsync(repository.Path, ["fast-import", "--quiet", "--done"], FastImport.Stream(branch, repository.Head(branch), commit), cancellationToken);
        await repository.Commits.LoadAsync(cancellationToken);
        return repository.Head(branch)!;
    }

    /// <summary>The files in which a branch differs from where it left another one; null for one that is gone.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> ChangedAsync(string from, string commit, CancellationToken cancellationToken)
    {
        string fork = (await GitProgram.RunAsync(repository.Path, ["merge-base", from, commit], input: null, cancellationToken)).Trim();
        string listing = await GitProgram.RunAsync(repository.Path, ["diff-tree", "-r", "--raw", "--no-abbrev", "--no-renames", fork, commit], input: null, cancellationToken);

        // ":<old mode> <new mode> <old name> <new name> <status>\t<path>"
        return listing.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToDictionary(
            parts => parts[1], parts => parts[0].Split(' ') is [_, _, _, var name, not "D"] ? name : null, StringComparer.Ordinal);
    }

    /// <summary>Whether a branch can be merged: no file was changed to different contents on both sides.</summary>
    public async Task<bool> IsMergeableAsync(string target, string head, CancellationToken cancellationToken)
    {
        string tip = repository.Head(target)!;
        IReadOnlyDictionary<string, string?> theirs = await ChangedAsync(head, tip, cancellationToken);
        IReadOnlyDictionary<string, string?> ours = await ChangedAsync(tip, head, cancellationToken);
        return ours.All(file => !theirs.TryGetValue(file.Key, out string? other) || other == file.Value);
    }

    /// <summary>Merges a commit into a branch.</summary>
    /// <param name="target">The branch.</param>
    /// <param name="head">The commit.</param>
    /// <param name="asMerge">Whether by a merge commit; else as one commit.</param>
    /// <param name="message">The commit's message.</param>
    /// <param name="author">Who merges.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The full commit.</returns>
    public async Task<string> MergeAsync(string target, string head, bool asMerge, string message, Person author, CancellationToken cancellationToken)
    {
        string tip = repository.Head(target)!;
        var commit = new PlannedCommit(1, [], author, Person.CodeHost, clock.Now, clock.Now, message, new Dictionary<string, string>());
        string stream = FastImport.Merge(target, asMerge ? [tip, head] : [tip], commit, await ChangedAsync(tip, head, cancellationToken));
        await GitProgram.RunAsync(repository.Path, ["fast-import", "--quiet", "--done"], stream, cancellationToken);
        await repository.Commits.LoadAsync(cancellationToken);
        return repository.Head(target)!;
    }

    private async Task<string?> NameAsync(string commit, string path, CancellationToken cancellationToken)
    {
        string line = await GitProgram.RunAsync(repository.Path, ["ls-tree", commit, "--", path], input: null, cancellationToken);
        return line.Split('\t')[0].Split(' ') is [_, "blob", var name] ? name : null;
    }
}
