using Participatory.Grants.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>
/// A page that asks for bank details: the group's own, or its host's. What was typed is never sent back to a browser's cache.
/// </summary>
public interface IBankFields
{
    Guid RequestId { get; }

    string? AccountName { get; }

    string? SortCode { get; }

    string? AccountNumber { get; }

    /// <summary>The number of a register, however it was typed.</summary>
    static string Number(string? typed) => TypedText.Code(typed).ToUpperInvariant();

    /// <summary>What the page sends on.</summary>
    GiveBankDetailsRequest Details(string awardId) => new()
    {
        RequestId = RequestId.ToString(),
        AwardId = awardId,
        AccountName = AccountName?.Trim() ?? "",
        SortCode = SortCode?.Trim() ?? "",
        AccountNumber = AccountNumber?.Trim() ?? "",
    };
}
