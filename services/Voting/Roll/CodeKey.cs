using System.Security.Cryptography;
using Participatory.Platform.Identity;

namespace Participatory.Voting.Roll;

/// <summary>
/// The secret from which the codes in voters' letters are made. It is kept in a file outside the database, so that
/// whoever has the one without the other can neither make a code nor tell whose it is. Without the file nobody can vote:
/// keep a copy of it until the last poll has closed.
/// </summary>
internal sealed class CodeKey
{
    private const int Bytes = 32;

    private readonly byte[] secret;

    private CodeKey(byte[] secret) => this.secret = secret;

    /// <summary>Loads <c>voter-codes.key</c> from <paramref name="folder"/>, or makes it there, readable by its owner only.</summary>
    /// <exception cref="InvalidOperationException">The file does not hold a key.</exception>
    public static CodeKey LoadOrCreate(string folder)
    {
        PrivateFolder.Create(folder);
        var path = Path.Combine(folder, "voter-codes.key");
        KeyFile.WriteOnce(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)), secret: true);
        var secret = new byte[Bytes];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), secret, out var length) && length == Bytes
            ? new CodeKey(secret)
            : throw new InvalidOperationException(
                $"The file {path} does not hold a key of {Bytes} bytes in base 64. Please put back the copy that was kept.");
    }

    /// <summary>The code of a voter in a poll: always the same one.</summary>
    public VoterCode CodeOf(string pollId, string voterId) => VoterCode.FromBits(Digest.Keyed(secret, "voter-code-1", pollId, voterId));

    /// <summary>What is kept of a code.</summary>
    public byte[] HashOf(string pollId, VoterCode code) => Digest.Keyed(secret, "voter-code-hash-1", pollId, code.Text);

    /// <summary>What hides the count of a contest with few ballots.</summary>
    public byte[] SaltOf(string pollId, string areaCode) => Digest.Keyed(secret, "sealed-count-1", pollId, areaCode);

    /// <summary>What is kept of somebody who registered for a poll.</summary>
    public byte[] HashOfPerson(string pollId, string subject) => Digest.Keyed(secret, "registered-person-1", pollId, subject);

    /// <summary>What is kept of the address that somebody registered with.</summary>
    public byte[] HashOfAddress(string pollId, string address) => Digest.Keyed(secret, "registered-address-1", pollId, address);

    /// <summary>What is kept of where a registration came from.</summary>
    public byte[] HashOfSource(string pollId, string source) => Digest.Keyed(secret, "registered-source-1", pollId, source);

    /// <summary>What is kept of the mailbox of somebody who registered.</summary>
    public byte[] HashOfMailbox(string pollId, string mailbox) => Digest.Keyed(secret, "registered-mailbox-1", pollId, mailbox);

    /// <summary>What is kept of a voter id of a published election, until the poll closes.</summary>
    public byte[] HashOfImported(string pollId, string voterId) => Digest.Keyed(secret, "imported-voter-1", pollId, voterId);
}
