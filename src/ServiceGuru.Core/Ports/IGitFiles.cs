using ServiceGuru.Infrastructure;

namespace ServiceGuru.Ports;

/// <summary>The files of remote repositories, without anybody's checkout.</summary>
public interface IGitFiles
{
    /// <summary>Lists the files that differ between two commits.</summary>
    /// <param name="url">The remote.</param>
    /// <param name="from">A full object name; null lists all files of <paramref name="to"/> as added.</param>
    /// <param name="to">A full object name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Operations.GuruException">The remote can't be read (<c>GitRemoteUnreachable</c>) or lacks a commit (<c>CommitMissing</c>).</exception>
    Task<IReadOnlyList<FileChange>> ListChangesAsync(string url, string? from, string to, CancellationToken cancellationToken);

    /// <summary>Reads a text file of a commit, or null where there is none or it is longer than 1 MiB.</summary>
    Task<string?> ReadFileAsync(string url, string commit, string path, CancellationToken cancellationToken);
}
