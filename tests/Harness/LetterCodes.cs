using Grpc.Core;
using Participatory.Voting.V1;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Tests.Harness;

/// <summary>The codes of letters by the door that people go through: one asks, another agrees, the first takes them.</summary>
public static class LetterCodes
{
    /// <summary>Those of one area after those of another; what is in no batch comes into one.</summary>
    public static async Task<IReadOnlyList<Letter>> All(Client officer, Client second, string pollId)
    {
        var poll = await officer.GetPollAsync(new GetPollRequest { PollId = pollId });
        var known = (await officer.ListLetterExportsAsync(new ListLetterExportsRequest { PollId = pollId, PageSize = 100 }))
            .Exports.Select(export => (export.AreaCode, export.Batch)).Distinct().Order().ToList();
        var letters = new List<Letter>();
        foreach (var contest in poll.Contests.Where(contest => contest.Voters > 0 || poll.Contests.All(any => any.Voters == 0)))
        {
            foreach (var (_, batch) in known.Where(batch => batch.AreaCode == contest.AreaCode))
            {
                letters.AddRange(await Take(officer, second, await Ask(officer, pollId, "", batch)));
            }

            for (var left = contest.Voters - contest.LettersInBatches; left > 0 || contest.Voters == 0;)
            {
                var export = await Ask(officer, pollId, contest.AreaCode, batch: 0);
                letters.AddRange(await Take(officer, second, export));
                left -= export.Letters;
            }
        }

        return letters;
    }

    /// <summary>Lets the second person agree, and takes the codes in clear.</summary>
    public static async Task<IReadOnlyList<Letter>> Take(Client officer, Client second, LetterExport export)
    {
        await second.AgreeToLettersAsync(
            new AgreeToLettersRequest { RequestId = Guid.NewGuid().ToString(), PollId = export.PollId, ExportId = export.ExportId });
        return await Hand(officer, export, Guid.NewGuid().ToString());
    }

    /// <summary>What is handed over for a request.</summary>
    public static async Task<IReadOnlyList<Letter>> Hand(Client officer, LetterExport export, string requestId)
    {
        var letters = new List<Letter>();
        using var call = officer.TakeLetters(
            new TakeLettersRequest { RequestId = requestId, PollId = export.PollId, ExportId = export.ExportId },
            deadline: DateTime.UtcNow.AddMinutes(5));
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            letters.Add(piece.Letter);
        }

        return letters;
    }

    private static async Task<LetterExport> Ask(Client officer, string pollId, string areaCode, int batch) =>
        await officer.AskForLettersAsync(new AskForLettersRequest
        {
            RequestId = Guid.NewGuid().ToString(), PollId = pollId, AreaCode = areaCode, Batch = batch,
            Reason = "The letters are printed.",
        });
}
