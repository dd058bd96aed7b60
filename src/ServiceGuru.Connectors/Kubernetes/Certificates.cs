using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Reads certificates from PEM texts.</summary>
internal static class Certificates
{
    /// <summary>Reads a bundle of authorities.</summary>
    /// <exception cref="InvalidKubeconfigException">There is none in it.</exception>
    public static X509Certificate2Collection Authorities(string pem)
    {
        X509Certificate2Collection authorities = [];
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new InvalidKubeconfigException("The certificate authority can't be read as PEM.", e);
        }

        return authorities.Count > 0 ? authorities : throw new InvalidKubeconfigException("The certificate authority holds no certificate.");
    }

    /// <summary>Reads a client certificate with its key.</summary>
    /// <exception cref="InvalidKubeconfigException">They can't be read or do not belong together.</exception>
    public static X509Certificate2 Client(string certificatePem, string keyPem)
    {
        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);

            // Windows can't use a key that lives in memory only; a round trip through PKCS#12 gives it a home.
            return new X509Certificate2(certificate.Export(X509ContentType.Pkcs12));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new InvalidKubeconfigException("The client certificate and its key can't be read as a pair of PEM texts.", e);
        }
    }
}
