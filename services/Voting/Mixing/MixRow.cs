using Participatory.Platform.Storage;

namespace Participatory.Voting.Mixing;

/// <summary>
/// Ballots of one area that are mixed together. The newest takes ballots; one that rests has its crowd, and waits until the newest has one,
/// too: so what is left at the closing is opened with a crowd.
/// </summary>
internal sealed record MixRow
{
    /// <summary>How many voters at least are mixed together, where as many have voted in the area.</summary>
    public const int Crowd = 20;

    private static readonly Sql SelectOfPoll = new("""
        SELECT mix_id, area_code, public_key, voters, resting FROM mix WHERE poll_id = @pollId
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO mix (poll_id, mix_id, area_code, public_key, voters, resting) VALUES (@pollId, @MixId, @AreaCode, @PublicKey, 0, @no)
        """);

    private static readonly Sql AddVoters = new("UPDATE mix SET voters = voters + @voters WHERE poll_id = @pollId AND mix_id = @MixId");

    private static readonly Sql Rest = new("UPDATE mix SET resting = @yes WHERE poll_id = @pollId AND mix_id = @MixId");

    private static readonly Sql Delete = new("DELETE FROM mix WHERE poll_id = @pollId AND mix_id = @MixId");

    public string MixId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public byte[] PublicKey { get; init; } = [];

    /// <summary>Whose marks came with a ballot in it; changes are not counted.</summary>
    public long Voters { get; init; }
    public bool Resting { get; init; }

    public static Task<IReadOnlyList<MixRow>> LoadAll(Session session, string pollId) =>
        session.Many<MixRow>(SelectOfPoll, new { pollId });

    /// <summary>The one that takes ballots of an area now, made where there is none. The poll is locked.</summary>
    public static async Task<MixRow> Taking(
        Transaction transaction, MixKeys keys, string pollId, string areaCode, IReadOnlyList<MixRow> all)
    {
        var taking = all.FirstOrDefault(mix => mix.AreaCode == areaCode && !mix.Resting);
        // A ballot must not be sealed to a key that nobody has; then another one takes it, and the closing asks for the first.
        if (taking is not null && keys.LoadOrNull(taking.MixId) is not null)
        {
            return taking;
        }

        if (taking is not null)
        {
            await transaction.Execute(Rest, new { yes = true, pollId, taking.MixId });
        }

        var (mixId, publicKey) = keys.Create();
        var fresh = new MixRow { MixId = mixId, AreaCode = areaCode, PublicKey = publicKey };
        await transaction.Execute(Insert, new { pollId, fresh.MixId, fresh.AreaCode, fresh.PublicKey, no = false });
        return fresh;
    }

    public Task Add(Transaction transaction, string pollId, int voters) => transaction.Execute(AddVoters, new { voters, pollId, MixId });

    public Task LetRest(Transaction transaction, string pollId) => transaction.Execute(Rest, new { yes = true, pollId, MixId });

    public Task Remove(Transaction transaction, string pollId) => transaction.Execute(Delete, new { pollId, MixId });
}
