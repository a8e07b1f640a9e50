namespace LocalDataverse.Solutions;

/// <summary>Codes with which Dataverse refuses a solution.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes</remarks>
internal static class PlatformCode
{
    internal const int CustomApiNotAllowed = unchecked((int)0x8006088A);
    internal const int NotSupported = unchecked((int)0x80040315);
    internal const int ImportInvalidFile = unchecked((int)0x80048000);
    internal const int ImportPluginTypes = unchecked((int)0x80048012);
    internal const int ImportXsdValidation = unchecked((int)0x8004801A);
    internal const int ImportWrongPublisher = unchecked((int)0x8004801C);
    internal const int ImportMissingDependencies = unchecked((int)0x8004801D);
    internal const int ImportMissingComponent = unchecked((int)0x8004801F);
    internal const int ImportInvalidXml = unchecked((int)0x8004802C);
    internal const int ImportMissingRootComponent = unchecked((int)0x8004803A);
    internal const int ManagedToUnmanaged = unchecked((int)0x80048041);
    internal const int UnmanagedToManaged = unchecked((int)0x80048040);
    internal const int CannotDeleteInUseComponent = unchecked((int)0x8004F01F);
    internal const int NewPluginTypes = unchecked((int)0x80048071);
    internal const int LowerVersion = unchecked((int)0x80048541);
    internal const int InvalidSolutionUniqueName = unchecked((int)0x8004F002);
    internal const int InvalidSolutionVersion = unchecked((int)0x8004F01E);
    internal const int AssemblyWithoutKey = unchecked((int)0x8004416C);
    internal const int AssemblyTooLarge = unchecked((int)0x8004418F);
    internal const int AssemblyWrongFramework = unchecked((int)0x8004420B);
    internal const int AssemblyNewerSdk = unchecked((int)0x8004419B);
    internal const int CannotLoadAssembly = unchecked((int)0x80044191);
    internal const int CannotLoadType = unchecked((int)0x80044190);
    internal const int CannotCreateInstance = unchecked((int)0x8004A201);
    internal const int NotAPlugin = unchecked((int)0x8004A200);
    internal const int PluginTypeTwice = unchecked((int)0x8004417C);
    internal const int StageNotAllowed = unchecked((int)0x80044184);
    internal const int StepNotAllowed = unchecked((int)0x80044187);
    internal const int ImageNotSupported = unchecked((int)0x80044189);
    internal const int ImagePropertyInvalid = unchecked((int)0x8004416B);
    internal const int ImageTypeNotSupported = unchecked((int)0x8004416D);
    internal const int PostImageBeforeWrite = unchecked((int)0x8004416E);
}
