using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

/// <summary>A TLS server on loopback with an authority of its own that answers everything with an empty list.</summary>
internal sealed class TlsServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _own;

    public TlsServer()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        (string certificate, string ownKey) = Issue("localhost");
        _own = X509Certificate2.CreateFromPem(certificate, ownKey);
        _listener.Start();
    }

    public Uri Address => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public string AuthorityPem => _authority.ExportCertificatePem();

    /// <summary>Issues a certificate with its key, both as PEM.</summary>
    public (string Certificate, string Key) Issue(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 issued = request.Create(_authority, _authority.NotBefore, _authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return (issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Serves one connection and gives the name in the client's certificate, or null where it showed none.</summary>
    public async Task<string?> ServeOneAsync()
    {
        using TcpClient connection = await _listener.AcceptTcpClientAsync();
        await using SslStream stream = new(connection.GetStream());
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = _own,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        string? client = stream.RemoteCertificate?.Subject;
        await stream.ReadAtLeastAsync(new byte[8192], 1);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{\"items\": []}"));
        return client;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _own.Dispose();
        _authority.Dispose();
    }
}
