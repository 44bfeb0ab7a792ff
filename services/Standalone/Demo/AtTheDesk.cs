using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Participatory.People.Persons;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Standalone.Demo;

/// <summary>An officer shares out ideas, notes something of one, wants to be reminded, and values one with a file.</summary>
internal static class AtTheDesk
{
    private const string Note = "The parks team says that the ground is dry enough. Their estimate is in the file.";

    /// <summary>Which idea is valued with the file.</summary>
    public const int InTheFile = 0;

    public static Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation) =>
        // Of a published election everything is known already.
        script.ImportedFrom.Length > 0 || script.Ideas.Count == 0 ? Task.CompletedTask
        : stages.Play("An officer works through the ideas", 4, async step =>
        {
            var officer = doors.Officer.Proposals;
            var idea = Proposing.IdOf(script, InTheFile);
            await officer.AssignProposalAsync(new AssignProposalRequest
            {
                RequestId = script.Id("desk/assign"), RoundId = script.RoundId, ProposalId = idea,
                ColleagueSubject = DemoPeople.Officer.Caller.Subject,
            }, cancellationToken: cancellation);
            step();
            await officer.AddCaseNoteAsync(new AddCaseNoteRequest
            {
                RequestId = script.Id("desk/note"), RoundId = script.RoundId, ProposalId = idea, Words = Note,
            }, cancellationToken: cancellation);
            step();
            await officer.ChooseReminderAsync(new ChooseReminderRequest
            {
                RequestId = script.Id("desk/remind"), RoundId = script.RoundId, ProposalId = idea,
                RemindTime = script.Start.AddYears(1).ToTimestamp(),
            }, cancellationToken: cancellation);
            step();
            var read = await officer.GetProposalAsync(
                new GetProposalRequest { RoundId = script.RoundId, ProposalId = idea }, cancellationToken: cancellation);
            using var call = officer.ImportValuations(cancellationToken: cancellation);
            await call.RequestStream.WriteAsync(
                new ImportValuationsRequest
                {
                    RequestId = script.Id("desk/file"), RoundId = script.RoundId,
                    Content = ByteString.CopyFromUtf8(File(script, read.Version)),
                },
                cancellation);
            await call.RequestStream.CompleteAsync();
            await call.ResponseAsync;
            step();
        });

    private static string File(Script script, int version)
    {
        var idea = script.Ideas[InTheFile];
        var cost = idea.CostMinor is { } minor ? Amounts.Plain(minor, script.Currency) : "";
        string[] cells =
        [
            Proposing.IdOf(script, InTheFile), idea.Area, idea.Title, "OPEN", cost, cost.Length > 0 ? "" : idea.Infeasible, "", "0",
            FormattableString.Invariant($"{version}"),
        ];
        return "number,area,title,state,cost,reason,note,valuations,version\n"
            + string.Join(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n";
    }
}
