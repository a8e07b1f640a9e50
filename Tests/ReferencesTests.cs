using System.Reflection;

namespace Offboarding.Tests;

public class ReferencesTests
{
    [Fact]
    public void Plugins_refer_to_the_sdk_by_its_official_identity()
    {
        var sdk = Assembly.LoadFrom(System.IO.Path.Combine(System.AppContext.BaseDirectory, "Microsoft.Xrm.Sdk.dll")).GetName();

        Assert.Equal("Microsoft.Xrm.Sdk, Version=9.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35", sdk.FullName);
    }
}
