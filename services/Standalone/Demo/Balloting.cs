using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Gateway.Pages.Voting.Vote;
using Participatory.Voting.V1;

namespace Participatory.Standalone.Demo;

/// <summary>The roll, the letters, the ballots, the count.</summary>
internal static class Balloting
{
    private const int ChunkBytes = 32 * 1024;
    private const int BallotsPerMessage = 500;
    private const int VotersAtOnce = 16;

    private static readonly TimeSpan LongDeadline = TimeSpan.FromMinutes(10);

    public static async Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation)
    {
        await DemoRound.Until("The poll", async () =>
            await doors.Anyone.Voting.GetPollAsync(new GetPollRequest { PollId = script.RoundId }, cancellationToken: cancellation),
                cancellation);
        if (script.ImportedFrom.Length > 0)
        {
            await Open(script, doors, cancellation);
            await stages.Play("The ballots are brought in", script.Voters, step => ImportBallots(script, doors, step, cancellation));
        }
        else
        {
            await stages.Play("Letters go out to everyone on the roll", 1, _ => ImportRoll(script, doors, cancellation));
            await Open(script, doors, cancellation);
            var poll = await doors.Anyone.Voting.GetPollAsync(
                new GetPollRequest { PollId = script.RoundId }, cancellationToken: cancellation);
            // Taken up again after the vote has closed, every ballot is in and no letter is given out any more.
            if (poll.State == PollState.Open)
            {
                await stages.Play("People vote", script.Voters, step => CastBallots(script, doors, step, cancellation));
            }
        }

        await stages.Play("The ballots are counted", 2, async step =>
        {
            await doors.Officer.Voting.ClosePollAsync(new ClosePollRequest
            {
                RequestId = script.Id("close"),
                PollId = script.RoundId,
                Reason = "A demonstration does not wait three weeks.",
            }, cancellationToken: cancellation);
            step();
            await doors.Officer.Voting.DeclareResultAsync(
                new DeclareResultRequest { RequestId = script.Id("declare"), PollId = script.RoundId },
                deadline: DateTime.UtcNow + LongDeadline,
                cancellationToken: cancellation);
            step();
        });
    }

    private static async Task Open(Script script, Doors doors, CancellationToken cancellation)
    {
        try
        {
            await doors.Officer.Voting.OpenPollAsync(new OpenPollRequest
            {
                RequestId = script.Id("open"),
                PollId = script.RoundId,
                Reason = "A demonstration does not wait for the date.",
            }, cancellationToken: cancellation);
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
            // The date of an election out of a file is already here, so the clock may have been quicker; then the poll is past waiting.
            var poll = await doors.Anyone.Voting.GetPollAsync(
                new GetPollRequest { PollId = script.RoundId }, cancellationToken: cancellation);
            if (poll.State == PollState.Scheduled)
            {
                throw;
            }
        }
    }

    private static async Task ImportRoll(Script script, Doors doors, CancellationToken cancellation)
    {
        var roll = new StringBuilder("voter_id,area_code\n");
        var number = 0;
        foreach (var ballot in script.Ballots())
        {
            roll.Append('v').Append(++number).Append(',').Append(ballot.Area).Append('\n');
        }

        var csv = Encoding.UTF8.GetBytes(roll.ToString());
        using var call = doors.Officer.Voting.ImportRoll(deadline: DateTime.UtcNow + LongDeadline, cancellationToken: cancellation);
        for (var at = 0; at < csv.Length; at += ChunkBytes)
        {
            var piece = new ImportRollRequest { Csv = ByteString.CopyFrom(csv, at, Math.Min(ChunkBytes, csv.Length - at)) };
            if (at == 0)
            {
                piece.RequestId = script.Id("roll");
                piece.PollId = script.RoundId;
            }

            await call.RequestStream.WriteAsync(piece, cancellation);
        }

        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;
    }

    // The council officer asks, the finance officer agrees, and it is on record for everybody to see.
    private static async Task PrintLetters(
        Script script, Doors doors, string area, Dictionary<string, string> codes, CancellationToken cancellation)
    {
        var voting = doors.Officer.Voting;
        var contest = (await voting.GetPollAsync(new GetPollRequest { PollId = script.RoundId }, cancellationToken: cancellation))
            .Contests.First(one => one.AreaCode == area);
        var asked = 0L;
        for (var batch = 0; asked < contest.Voters; batch++)
        {
            var export = await voting.AskForLettersAsync(new AskForLettersRequest
            {
                RequestId = script.Id($"letters/{area}/{batch}"), PollId = script.RoundId, AreaCode = area,
                Reason = "The letters are printed.",
            }, cancellationToken: cancellation);
            await doors.Finance.Voting.AgreeToLettersAsync(
                new AgreeToLettersRequest
                {
                    RequestId = script.Id($"letters/{area}/{batch}/agree"), PollId = script.RoundId, ExportId = export.ExportId,
                },
                cancellationToken: cancellation);
            using var letters = voting.TakeLetters(
                new TakeLettersRequest
                {
                    RequestId = script.Id($"letters/{area}/{batch}/take"), PollId = script.RoundId, ExportId = export.ExportId,
                },
                deadline: DateTime.UtcNow + LongDeadline, cancellationToken: cancellation);
            await foreach (var piece in letters.ResponseStream.ReadAllAsync(cancellation))
            {
                codes[piece.Letter.VoterId] = piece.Letter.Code;
            }

            asked += export.Letters;
        }
    }

    private static async Task CastBallots(Script script, Doors doors, Action step, CancellationToken cancellation)
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var area in script.Areas)
        {
            await PrintLetters(script, doors, area.Code, codes, cancellation);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = VotersAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(script.Ballots().Select((ballot, at) => (ballot, at)), options, async (cast, stop) =>
        {
            var request = new CastBallotRequest
            {
                RequestId = script.Id($"cast/{cast.at}"),
                PollId = script.RoundId,
                Code = codes[$"v{cast.at + 1}"],
                // The same card when the demonstration is taken up again, so that it is the same ballot.
                Card = BallotCards.FromBits(SHA256.HashData(Encoding.UTF8.GetBytes(script.Id($"card/{cast.at}"))).AsSpan(0, 16)),
            };
            request.ProjectIds.AddRange(cast.ballot.Choices.Select(choice => Proposing.IdOf(script, choice)));
            await doors.Anyone.Voting.CastBallotAsync(request, cancellationToken: stop);
            step();
        });
    }

    private static async Task ImportBallots(Script script, Doors doors, Action step, CancellationToken cancellation)
    {
        using var call = doors.Officer.Voting.ImportBallots(deadline: DateTime.UtcNow + LongDeadline, cancellationToken: cancellation);
        var message = new ImportBallotsRequest
        {
            RequestId = script.Id("ballots"), PollId = script.RoundId,
            AreaCode = script.Areas[0].Code
        };
        var number = 0;
        foreach (var ballot in script.Ballots())
        {
            var imported = new ImportedBallot { VoterId = $"v{++number}" };
            imported.ProjectIds.AddRange(ballot.Choices.Select(choice => Proposing.IdOf(script, choice)));
            message.Ballots.Add(imported);
            step();
            if (message.Ballots.Count == BallotsPerMessage)
            {
                await call.RequestStream.WriteAsync(message, cancellation);
                message = new ImportBallotsRequest();
            }
        }

        await call.RequestStream.WriteAsync(message, cancellation);
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;
    }
}
