using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>A question about an idea with its answers, drawn by _Enquiry.</summary>
/// <param name="IsWhole">It stands on a page of its own, which needs no link to it.</param>
public sealed record EnquiryCard(Enquiry Enquiry, bool IsWhole = false);
