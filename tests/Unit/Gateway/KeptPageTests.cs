using Microsoft.AspNetCore.Http;
using Participatory.Gateway.Keeping;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>A form that is seen again after signing in does not say once more that one before it has gone through.</summary>
public sealed class KeptPageTests
{
    [Theory]
    [InlineData("handler=Keep")]
    [InlineData("kept=true")]
    [InlineData("gone=true")]
    [InlineData("joined=true")]
    [InlineData("left=true")]
    [InlineData("valued=7")]
    [InlineData("saved=true&sent=true")]
    public void What_an_address_says_of_a_form_is_not_part_of_its_page(string said)
    {
        var request = new DefaultHttpContext().Request;
        (request.Path, request.QueryString) = ("/rounds/elm/propose", new QueryString($"?draft=d&{said}"));
        Assert.Equal("/rounds/elm/propose?draft=d", KeepForms.PageOf(request));
    }
}
