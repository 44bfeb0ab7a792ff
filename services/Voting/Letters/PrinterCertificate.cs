using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Participatory.Platform.Calls;

namespace Participatory.Voting.Letters;

/// <summary>
/// The certificate of a printing house. What is sealed to it is a CMS file (RFC 5652, EnvelopedData in DER), which the
/// printer opens with its private key: <c>openssl cms -decrypt -inform DER</c>.
/// </summary>
internal static class PrinterCertificate
{
    private const int FewestBits = 2_048;

    // AES-256-CBC (RFC 3565).
    private const string Cipher = "2.16.840.1.101.3.4.1.42";

    /// <summary>What is wrong with it; null where it can be used, or is empty.</summary>
    public static Reason? Fault(string pem, DateTimeOffset now)
    {
        if (pem.Length == 0)
        {
            return null;
        }

        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return VotingReasons.PrinterPrivate;
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            using var key = certificate.GetRSAPublicKey();
            return key is null || key.KeySize < FewestBits ? VotingReasons.PrinterWrong
                : now.LocalDateTime < certificate.NotBefore || now.LocalDateTime > certificate.NotAfter ? VotingReasons.PrinterOutOfDate
                : null;
        }
        catch (CryptographicException)
        {
            return VotingReasons.PrinterWrong;
        }
    }

    /// <summary>SHA-256 of the certificate, as lower-case hex, and whom it names.</summary>
    public static (string Fingerprint, string Name) Told(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return (Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)),
            certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
    }

    /// <summary>The content as only the printer can read it. Who sealed it, a CMS file does not say.</summary>
    public static byte[] Seal(string pem, byte[] content)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        var envelope = new EnvelopedCms(new ContentInfo(content), new AlgorithmIdentifier(new Oid(Cipher)));
        envelope.Encrypt(new CmsRecipient(SubjectIdentifierType.IssuerAndSerialNumber, certificate, RSAEncryptionPadding.OaepSHA256));
        return envelope.Encode();
    }
}
