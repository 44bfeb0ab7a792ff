using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Messaging;
using Participatory.Voting.V1;

namespace Participatory.Tests.Harness;

/// <summary>An open poll of three projects, "a", "b" and "c", in one area, with as many voters as a test wants.</summary>
public static class PreparedPoll
{
    /// <summary>Makes it in a Voting service that has <paramref name="bus"/>, and returns the codes of its letters.</summary>
    public static async Task<IReadOnlyList<string>> Open(
        Bus bus, VotingService.VotingServiceClient officer, VotingService.VotingServiceClient second, string pollId, int voters)
    {
        var now = DateTimeOffset.UtcNow;
        var paper = new BallotPaperPublished(
            pollId, "A vote", "GBP", "approval", 1, 2, "greedy", "cost", "es", 0, now.AddHours(1), now.AddDays(1), "",
            [new BallotPaperContest(
                "E1", "Everywhere", 100_000, [new("a", "A", 60_000, "s"), new("b", "B", 50_000, "s"), new("c", "C", 40_000, "s")])]);
        await bus.Deliver(
            new Envelope(Guid.NewGuid().ToString(), MessageTypes.NameOf(typeof(BallotPaperPublished)),
                JsonSerializer.Serialize(paper, MessageTypes.Json), ""), CancellationToken.None);
        await ImportRoll(officer, pollId, voters);
        var letters = await LetterCodes.All(officer, second, pollId);
        await officer.OpenPollAsync(
            new OpenPollRequest { RequestId = Guid.NewGuid().ToString(), PollId = pollId, Reason = "Everybody is ready." });
        return [.. letters.Select(letter => letter.Code)];
    }

    private static async Task ImportRoll(VotingService.VotingServiceClient officer, string pollId, int voters)
    {
        var csv = new StringBuilder("voter_id,area_code\n");
        for (var voter = 1; voter <= voters; voter++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"V{voter},E1\n");
        }

        using var call = officer.ImportRoll();
        var message = new ImportRollRequest { RequestId = Guid.NewGuid().ToString(), PollId = pollId };
        foreach (var piece in Encoding.ASCII.GetBytes(csv.ToString()).Chunk(64 * 1024))
        {
            message.Csv = ByteString.CopyFrom(piece);
            await call.RequestStream.WriteAsync(message);
            message = new ImportRollRequest();
        }

        await call.RequestStream.CompleteAsync();
        await call;
    }
}
