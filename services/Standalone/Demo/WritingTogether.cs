using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Participatory.Proposals.V1;

namespace Participatory.Standalone.Demo;

/// <summary>
/// Two neighbours write one idea: it has three versions and a note. Another one was a draft before it was sent, and one is never finished.
/// </summary>
internal static class WritingTogether
{
    /// <summary>The idea that is written together, and the one that was a draft.</summary>
    private const int Together = 0, Drafted = 1;

    private const int CoAuthor = 3;

    private const string More = "We have asked the school. The children would like to help.";

    private const string Still = "On rainy days we would meet under the roof by the shop.";

    private const string Note = "The shop has said yes: we can keep our tools there.";

    /// <summary>What is added to words, piece by piece.</summary>
    public static IReadOnlyList<string> Pieces { get; } = [More, Still];

    /// <summary>Keeps an idea before it is sent.</summary>
    /// <returns>The number of the draft; empty where this idea was none.</returns>
    public static async Task<string> Draft(Script script, Doors doors, int at, CancellationToken cancellation)
    {
        if (at != Drafted || script.ImportedFrom.Length > 0)
        {
            return "";
        }

        var kept = "";
        await Try(async () =>
        {
            kept = (await Keep(script, doors, "draft/sent", script.Ideas[at].Title, script.Ideas[at].Words, cancellation)).DraftId;
            await Keep(script, doors, "draft/unfinished", "A chess table in the shade", "", cancellation);
        });
        return kept;
    }

    /// <summary>A neighbour joins, and both improve what it says.</summary>
    public static Task Edit(Script script, Doors doors, Stages stages, CancellationToken cancellation) =>
        script.ImportedFrom.Length > 0 || script.Ideas.Count <= Together ? Task.CompletedTask
        : stages.Play("Two neighbours write an idea together", 1, step => Try(async () =>
        {
            var idea = Proposing.IdOf(script, Together);
            var secret = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script.Id("writer/secret"))))[..40];
            await doors.Volunteer.Proposals.InviteAuthorAsync(
                new InviteAuthorRequest
                {
                    RequestId = script.Id("writer/invite"), RoundId = script.RoundId, ProposalId = idea, Secret = secret,
                },
                cancellationToken: cancellation);
            await doors.Resident(CoAuthor).Proposals.AcceptInvitationAsync(
                new AcceptInvitationRequest { RequestId = script.Id("writer/accept"), Secret = secret, ShownAs = "Nadia of Mill Lane" },
                cancellationToken: cancellation);
            var first = script.Ideas[Together].Words;
            await Change(doors.Resident(CoAuthor), script, idea, 1, $"{first}\n{More}", cancellation);
            await Change(doors.Volunteer, script, idea, 2, $"{first}\n{More}\n{Still}", cancellation);
            step();
        }));

    /// <summary>Once its words stand.</summary>
    public static Task AddNote(Script script, Doors doors, CancellationToken cancellation) =>
        script.ImportedFrom.Length > 0 || script.Ideas.Count <= Together ? Task.CompletedTask
        : Try(async () => await doors.Resident(CoAuthor).Proposals.AddProposalNoteAsync(
            new AddProposalNoteRequest
            {
                RequestId = script.Id("writer/note"), RoundId = script.RoundId, ProposalId = Proposing.IdOf(script, Together), Words = Note,
            },
            cancellationToken: cancellation));

    private static async Task<ProposalDraft> Keep(
        Script script, Doors doors, string step, string title, string words, CancellationToken cancellation) =>
        await doors.Volunteer.Proposals.KeepProposalDraftAsync(
            new KeepProposalDraftRequest
            {
                RequestId = script.Id(step), Draft = new ProposalDraft { RoundId = script.RoundId, Title = title, Words = words },
            },
            cancellationToken: cancellation);

    private static async Task Change(
        Door who, Script script, string idea, int version, string words, CancellationToken cancellation) =>
        await who.Proposals.EditProposalAsync(
            new EditProposalRequest
            {
                RequestId = script.Id($"writer/edit/{version}"), RoundId = script.RoundId, ProposalId = idea, Version = version,
                Title = script.Ideas[Together].Title, Words = words, WhoBenefits = script.Ideas[Together].WhoBenefits,
            },
            cancellationToken: cancellation);

    // A round that was played before ideas had versions stays as it was then.
    private static async Task Try(Func<Task> play)
    {
        try
        {
            await play();
        }
        catch (RpcException late) when (late.StatusCode is StatusCode.FailedPrecondition or StatusCode.PermissionDenied
            or StatusCode.NotFound)
        {
            await Console.Error.WriteLineAsync($"This was played before ideas had versions: {late.Status.Detail}");
        }
    }
}
