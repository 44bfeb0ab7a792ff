using Participatory.Platform.Storage;
using Participatory.Voting.Roll;

namespace Participatory.Voting.Registrations;

/// <summary>Puts somebody who registered on the roll; the poll is locked.</summary>
internal static class Admission
{
    private static readonly Sql SelectLast = new("SELECT COALESCE(MAX(position), 0) FROM roll_entry WHERE poll_id = @pollId");

    private static readonly Sql InsertVoter = new("""
        INSERT INTO roll_entry (poll_id, position, voter_id, area_code, code_hash)
        VALUES (@pollId, @position, @voterId, @areaCode, @codeHash)
        """);

    private static readonly Sql AddVoter = new("UPDATE contest SET voters = voters + 1 WHERE poll_id = @pollId AND area_code = @areaCode");

    public static async Task Admit(Transaction transaction, CodeKey key, string pollId, string areaCode, byte[] personHash)
    {
        var voterId = VoterIdOf(personHash);
        await transaction.Execute(InsertVoter, new
        {
            pollId,
            position = await transaction.One<long>(SelectLast, new { pollId }) + 1,
            voterId,
            areaCode,
            codeHash = key.HashOf(pollId, key.CodeOf(pollId, voterId)),
        });
        await transaction.Execute(AddVoter, new { pollId, areaCode });
    }

    /// <summary>The number on the roll of somebody who registered.</summary>
    public static string VoterIdOf(byte[] personHash) => "self-" + Convert.ToHexStringLower(personHash.AsSpan(0, 16));
}
