using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Polls;

/// <summary>Each time that codes of letters were asked for, and what came of it.</summary>
[OpenTo(Role.Anyone)]
public sealed class WhoHadCodesModel(VotingService.VotingServiceClient voting) : PageModel
{
    private const int OnePage = 50;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Poll Poll { get; private set; } = new();

    public IReadOnlyList<LetterExport> Exports { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    /// <summary>Of which area, and how many.</summary>
    public static string What(Poll poll, LetterExport export, Say say)
    {
        var area = poll.Contests.FirstOrDefault(contest => contest.AreaCode == export.AreaCode)?.AreaName ?? export.AreaCode;
        return $"{area}, {say.Count(Words.Letters.Count, export.Letters)}";
    }

    public static string StateName(LetterExportState state) => state switch
    {
        LetterExportState.Taken => Words.Letters.Taken,
        LetterExportState.Agreed => Words.Letters.Agreed,
        _ => Words.Letters.Asked,
    };

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var poll = voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
        var answer = await voting.ListLetterExportsAsync(
            new ListLetterExportsRequest { PollId = id, PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        (Exports, NextPage) = (answer.Exports, answer.NextPageToken);
        Poll = await poll;
    }
}
